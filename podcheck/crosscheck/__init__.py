"""What the compilers answer, beside what podcheck says.

`compilers` finds them, `probe` turns classes into C++ text that makes a compiler print its answers, `local_probes` puts
the probes of local classes into their functions, `layout_probe` asks about sizes and offsets there, `compilation` runs
one compiler, `batch` asks about many units in few compiles, `answers` reads what comes back. `compare` and
`compare_layouts` set the answers against podcheck's, and `divergences` and `layout_divergences` are the catalogues that
explain differences.
"""
