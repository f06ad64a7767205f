"""The targets that take records one by one, a file each."""
