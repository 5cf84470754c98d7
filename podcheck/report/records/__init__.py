"""Which classes a report shows, and how their answers compare."""
