"""Ways to change a class that may give it a trait."""
