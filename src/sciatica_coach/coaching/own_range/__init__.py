"""A person's own range: measured, and compared with an earlier one."""
