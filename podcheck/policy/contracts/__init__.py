"""Whether classes keep what is asked of them."""
