"""Where functions rely on a trait of a class: copies of bytes, comparisons, calls."""
