"""What `podcheck rule` prints."""
