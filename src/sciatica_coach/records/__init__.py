"""What is kept of a person, on this computer only, and how it is deleted for good."""
