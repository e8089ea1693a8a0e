"""Requests to end: those of the system are treated like Ctrl-C."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_REQUESTS = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
)
"""Ctrl-C, a request to end, a terminal that was closed, a console of Windows that was closed."""
_AGAIN_S = 5.0
"""A request within this time of the last one would only disturb the clearing up."""
_USUAL = (signal.SIG_DFL, signal.default_int_handler)
"""What Python does with these signals by itself."""


class EndRequested(KeyboardInterrupt):
    """A request to end has come.

    It has a type of its own because Python ends itself by a signal, whatever the exit code should
    be, if a plain KeyboardInterrupt has ever left a text that is run as code, such as that of a
    dataclass.
    """


class EndRequests:
    """Turns requests to end into EndRequested, wherever the main thread is.

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
        before = {each: signal.getsignal(each) for each in _REQUESTS}
        ours = {each: handler for each, handler in before.items() if handler in _USUAL}
        for each in ours:
            signal.signal(each, self._interrupt)
        try:
            yield
        finally:
            for each, handler in ours.items():
                signal.signal(each, handler)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        now_s = time.monotonic()
        if self._latest_s is not None and now_s - self._latest_s < _AGAIN_S:
            return
        self._latest_s = now_s
        raise EndRequested
