"""Charts of the Progress page: each can be read without colour, by shapes, dashes and words."""
