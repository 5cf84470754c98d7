"""The command line: options in, one call, exit status out. Only this room knows click."""
