"""The command line: arguments in, a workflow called, its report shown."""
