"""The attacks, a file each; the registry finds them by itself."""
