"""Notices what FFmpeg only writes into its log: that it has guessed what a picture shows."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import av
import av.logging

from sciatica_coach.capture.picture_limit import Size, refused_size

logging.getLogger("libav").addHandler(logging.NullHandler())
logging.getLogger("libav").propagate = False

_HARMLESS = ("unable to decode APP fields",)
"""Of the pictures of many webcams, about a remark that is no part of the picture."""

_lock = threading.Lock()
_listeners = 0


class DecoderErrors:
    """Counts pieces of a file about which FFmpeg's log has complained.

    Attributes
    ----------
    refused
        Sizes of pictures that were refused as too large.
    """

    def __init__(self, log: "list[tuple[int, str, str]]") -> None:
        self._log = log
        self.refused: set[Size] = set()

    def taken(self) -> bool:
        """Whether there was a complaint since the last call."""
        self.refused.update(filter(None, (refused_size(message) for _, _, message in self._log)))
        complained = any(
            level <= av.logging.ERROR and not message.startswith(_HARMLESS)
            for level, _, message in self._log
        )
        self._log.clear()
        return complained


@contextmanager
def decoder_errors() -> Iterator[DecoderErrors]:
    """Listen to what FFmpeg says in this thread.

    Only for a decoder without threads of its own: what those say comes to nobody, and to close a
    decoder while one of its threads waits to say something would never end.
    """
    global _listeners  # PyAV's level is one for the whole process
    with _lock:
        _listeners += 1
        av.logging.set_level(av.logging.ERROR)
        av.logging.set_skip_repeated(False)  # a file that is read again says the same
    try:
        with av.logging.Capture() as log:
            yield DecoderErrors(log)
    finally:
        with _lock:
            _listeners -= 1
            if not _listeners:
                av.logging.set_level(None)


@contextmanager
def no_decoder_errors() -> Iterator[DecoderErrors]:
    """The same for a decoder with threads: nothing is heard."""
    yield DecoderErrors([])
