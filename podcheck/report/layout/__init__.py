"""What `podcheck layout` prints."""
