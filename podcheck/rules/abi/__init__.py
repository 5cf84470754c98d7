"""The ABI's view of a class: layout, sizes, how it is passed."""
