"""What `podcheck compare` prints."""
