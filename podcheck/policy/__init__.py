"""What a project wants of its classes: contracts, and which findings it accepts for now.

`comments.source_text` finds what comments say to podcheck, `comments.directives` what it means, `comments.class_heads`
which class it is about; `contracts.in_source` are the contracts that a source file holds, `contracts.selectors` which
classes a configured one is for, `contracts.check` whether a class keeps it, `contracts.unit` all of that for one unit.
`comments.suppressions` and `baseline` part the findings into those that count and those that are accepted
(`filtering`); both take any finding, whoever made it.
"""
