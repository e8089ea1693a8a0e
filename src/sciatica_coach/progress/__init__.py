"""What has changed over time, and whether more than the measurement has."""
