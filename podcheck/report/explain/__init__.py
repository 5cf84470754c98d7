"""What `podcheck explain` prints."""
