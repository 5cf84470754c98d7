"""What comments in the source say to podcheck: contracts and suppressions."""
