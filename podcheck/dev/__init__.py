"""For those who work on podcheck: `python -m podcheck.dev` begins a trait, a rule or a format in a source tree.

`scaffold` says which files each takes, `insertion` puts a line where it belongs, `templates` are the new files.
"""
