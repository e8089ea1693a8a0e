"""What people do, as functions of time."""
