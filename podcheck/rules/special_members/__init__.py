"""[special]: which special member functions a class has, and whether these are deleted, eligible, trivial."""
