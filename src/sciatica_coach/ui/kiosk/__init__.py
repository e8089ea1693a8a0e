"""The kiosk's page, and the app that serves it and nothing else."""
