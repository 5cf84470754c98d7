"""Frozen data that flows through podcheck; imports nothing of ours but `podcheck.errors`.

`units` says what to parse, `facts` what the source says of a class, `type_refs`, `subobjects` and `functions` what of
its parts, `traits` the questions, `verdicts` the answers with their reasons, `contracts` what is asked of a class,
`results` what a run reports.
"""
