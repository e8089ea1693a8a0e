"""The pages of a clinic: signing in, the patients, their codes, and the log."""
