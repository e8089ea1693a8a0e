"""The exercise program of a person: what is to be done on which days, and what was done of it."""
