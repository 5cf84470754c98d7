"""Text that fits a terminal, Markdown or XML, with what is hostile in it made harmless."""
