"""Renders people whose joint angles are known exactly: a tool of the project, not of the product."""
