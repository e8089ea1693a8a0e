"""Where pictures and poses come from: each outside library in one file."""
