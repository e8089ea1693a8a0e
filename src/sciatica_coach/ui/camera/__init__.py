"""The camera component, in the browser and on the page that shows it."""

STYLES = (
    "camera.css",
    "message.css",
    "controls.css",
    "picture.css",
    "figures.css",
    "strip.css",
    "settings.css",
)
"""What it looks like, in the order in which it is loaded."""
