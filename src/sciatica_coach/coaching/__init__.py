"""What to say about a movement. Pure: no camera, no model, no page."""
