"""podcheck in editors: a language server (LSP 3.17) on standard input and output.

`server` says what the editor can ask, `documents` keeps the open files and runs what an edit asks for, each file in a
process of its own (`processes`), so that what crashes or hangs costs that file's answers alone. In there `worker`
takes `messages`' questions, `project` makes settings of the configuration as `check` does, `prefixes` has the file's
headers precompiled, `analysis` runs `podcheck.analysis` on the text as the editor has it, and `diagnostics`, `hover`,
`hints` and `actions` make of its report what an editor shows. `positions` counts columns as editors do.

Only `server` and `conversion` know pygls and lsprotocol, of the extra `podcheck[lsp]`.
"""
