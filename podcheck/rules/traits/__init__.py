"""One trait in each file, its rules in the order of the clause."""
