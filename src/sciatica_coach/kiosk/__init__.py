"""The kiosk: one visitor after the other in front of a camera that nobody minds."""
