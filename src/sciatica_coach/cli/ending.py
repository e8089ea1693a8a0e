"""Requests to end: those of the system are treated like Ctrl-C."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_REQUESTS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""To end, a terminal that was closed, a console of Windows that was closed."""
_AGAIN_S = 5.0
"""A request within this time of the last one would only disturb the clearing up."""


class EndRequests:
    """Turns requests to end into KeyboardInterrupt, wherever the main thread is.

    Attributes
    ----------
    has_come
        Whether there was one. An interrupt can come out as another error: where it meets a library
        that is being loaded, for instance.
    """

    def __init__(self) -> None:
        self._latest_s: float | None = None

    @property
    def has_come(self) -> bool:
        """Whether there was a request."""
        return self._latest_s is not None

    @contextmanager
    def obeyed(self) -> Iterator[None]:
        """Within it, they are obeyed. What is ignored on purpose, as by nohup, stays ignored."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        ours = [each for each in _REQUESTS if signal.getsignal(each) is signal.SIG_DFL]
        for each in ours:
            signal.signal(each, self._interrupt)
        try:
            yield
        finally:
            for each in ours:
                signal.signal(each, signal.SIG_DFL)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        now_s = time.monotonic()
        if self._latest_s is not None and now_s - self._latest_s < _AGAIN_S:
            return
        self._latest_s = now_s
        raise KeyboardInterrupt
