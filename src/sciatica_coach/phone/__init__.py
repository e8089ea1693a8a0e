"""A phone of the same home network as the camera: reached by https, let in by a secret address."""
