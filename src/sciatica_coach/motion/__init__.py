"""What a body does, in numbers. NumPy only: no clock, no files."""
