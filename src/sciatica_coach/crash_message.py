"""What users read when the coach itself is at fault."""

import os

TRACEBACK_VARIABLE = "SCIATICA_COACH_TRACEBACK"
"""Environment variable: if it is set, developers get the traceback in place of a sentence."""


def crash_message(error: Exception) -> str:
    """One sentence about an error that nobody foresaw.

    Raises
    ------
    Exception
        The error itself, if tracebacks are asked for.
    """
    if TRACEBACK_VARIABLE in os.environ:
        raise error
    return f"something went wrong inside the coach ({type(error).__name__}: {error}); report it."
