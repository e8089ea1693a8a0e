"""One movement: its samples, start position, repetitions and holds."""
