"""The output formats of `podcheck check`, one in each file."""
