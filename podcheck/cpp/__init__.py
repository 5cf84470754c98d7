"""C++ as text: what can be read off a file without a compiler."""
