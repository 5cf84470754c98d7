"""libclang itself: where it is found, how it is talked to, and small questions to cursors."""
