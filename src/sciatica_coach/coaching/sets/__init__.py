"""One set: the coach, the movements it considers, and the record that remains."""
