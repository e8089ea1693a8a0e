"""Ends a process whose parent has gone, even if the parent was killed.

A pipe works on every system: the parent holds one end, and the system closes it when the parent
ends, in whatever way.
"""

import os
import signal
import threading
from collections.abc import Callable

WATCH_VARIABLE = "SCIATICA_COACH_ENDS_WITH_STDIN"
"""Environment variable: if it is set, the server ends when its standard input is closed."""
_GRACE_S = 10.0
"""Time that the process has to end by itself; then it is ended at once."""


def end_when(wait: Callable[[], object]) -> None:
    """End this process as by a request to terminate, once `wait` has returned.

    Parameters
    ----------
    wait
        Returns when the parent has gone. It is called in a thread of its own.
    """

    def watch() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(_GRACE_S)
        os._exit(1)  # it hangs, and nobody is left who could end it

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def end_with_standard_input() -> None:
    """End this process when its standard input is closed, if whoever started it asks for that."""
    if os.environ.pop(WATCH_VARIABLE, None) is None:
        return
    kept = os.dup(0)  # whatever else reads or closes standard input
    end_when(lambda: _read_to_the_end(kept))


def _read_to_the_end(descriptor: int) -> None:
    while os.read(descriptor, 4096):
        pass
