"""Form faults: what is wrong, since when, and how much."""
