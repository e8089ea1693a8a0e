"""What an exercise is, read from files."""
