"""Renders people whose joint angles are known exactly: a tool, not part of the product."""
