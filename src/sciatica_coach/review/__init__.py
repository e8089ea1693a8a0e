"""Recorded videos: analyse one or many, report, and draw on them."""
