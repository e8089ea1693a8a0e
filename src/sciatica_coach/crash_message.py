"""What users read when the coach itself is at fault."""

import os

_SHOW = "SCIATICA_COACH_TRACEBACK"
"""Environment variable: developers see where it went wrong."""


def told(error: Exception) -> str:
    """One sentence about an error that nobody foresaw.

    Raises
    ------
    Exception
        The error itself, if tracebacks are asked for.
    """
    if _SHOW in os.environ:
        raise error
    return f"something went wrong inside the coach ({type(error).__name__}: {error}); report it."
