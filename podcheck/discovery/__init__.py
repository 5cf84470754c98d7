"""From the paths of a run to the units to parse, each with its flags; nothing that is found is run.

`units` turns paths into units; `compile_database`, `file_build`, `built_files`, `file_tree` and `file_kinds` say what a
build compiles and what a folder holds, `changed_units`, `touched_units` and `includers` what a change bears on. Flags:
`compiler_command` says whose words they are, `response_files` and `windows` unfold them, `msvc_flags` and `nvcc_flags`
put them in GCC's style, `flags` sorts them, `unit_flags` and `header_flags` give each file its own, `gpu`,
`target_flags` and `default_dialects` what these need. `programs` says which units are linked together, `modules` what
is behind an `import`.
"""
