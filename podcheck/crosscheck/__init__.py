"""What the compilers answer, beside what podcheck says.

`compilers` finds them, `probe` turns classes into C++ text that makes a compiler print its answers, `placing` puts
the probes of local classes into their functions, `answers` runs one compile per unit and compiler, `compare`
sets the answers against podcheck's, and `known` is the catalogue that explains differences.
"""
