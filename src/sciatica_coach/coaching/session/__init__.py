"""A whole session: sets, rests and sides, one after the other."""
