"""Two reports side by side: which classes gained or lost a trait, changed their layout, came, went or were renamed.

`snapshots` reads a JSON report, `renames` finds out which classes belong together, `compare` what became of each,
`trees` lays out the files of a git revision, `revisions` makes the reports of two, `blame` asks git who wrote a line.
"""
