"""What the compilers answer, beside what podcheck says.

`compilers` finds them, `probe` turns classes into C++ text that makes a compiler print its answers, `placing` puts
the probes of local classes into their functions, `layout_probe` asks about sizes and offsets there,
`answers` runs one compile per unit and compiler, `compare` and `compare_layouts` set the answers against podcheck's,
and `known` and `known_layouts` are the catalogues that explain differences.
"""
