"""What stands before every route of the app and of the kiosk, and bounds what a client may cost."""
