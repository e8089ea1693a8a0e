"""The Plan page, and what other pages show of a plan."""
