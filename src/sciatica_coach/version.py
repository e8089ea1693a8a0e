"""The version of the package: below all other modules, so that each of them may name it."""

__version__ = "0.1.0"
