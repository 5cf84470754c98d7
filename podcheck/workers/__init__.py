"""Units to facts: over worker processes of this machine or of a Dask scheduler, in order, whatever becomes of them."""
