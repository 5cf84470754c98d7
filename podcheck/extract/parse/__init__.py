"""One parse: its arguments, its errors, the C++ library that it reads."""
