"""The camera component, in the browser and on the page that shows it."""
