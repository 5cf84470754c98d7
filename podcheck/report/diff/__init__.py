"""What `podcheck diff` prints."""
