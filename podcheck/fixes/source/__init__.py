"""The text of a class, and edits of it."""
