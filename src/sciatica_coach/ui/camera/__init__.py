"""The camera component, in the browser and on the page that shows it."""

STYLES = (
    "screen.css",
    "message.css",
    "controls.css",
    "picture.css",
    "figures.css",
    "angle_bar.css",
    "settings.css",
)
"""Its style sheets in `web/css`, in the order in which they are loaded."""
