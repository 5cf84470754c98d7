"""From cursors to the facts of one class."""
