"""From the paths of a run to the units to parse."""
