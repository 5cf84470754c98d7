"""Headers that many units share are parsed once: a precompiled header for each set of flags, each unit on top of it.

`build` makes a prefix of what a group's sources include first (`header_choice`; `source_text`, `called_names` and
`pragmas` read that off them), and `description` notes what decides which units it fits: what each of its files refers
to (`references`) and may change for others (`contributions`). A unit is parsed by itself on top of it, and `fit` says
(from `prefix_index` and `local_files`) whether anything that it does not include had a say: then it is parsed again,
alone. `session` is what a worker holds of a prefix.
"""
