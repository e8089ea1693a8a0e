"""How many videos are looked at together: each takes a core, and the others wait their turn."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SLOTS_VARIABLE = "SCIATICA_COACH_ANALYSES"
"""Environment variable: so many at once."""
_ASKED_EVERY_S = 0.5
"""Whoever waits is asked this often whether they still want to."""


def asked_analyses() -> int:
    """What the owner asks for; otherwise one for each two cores, as exercising goes on beside."""
    given = os.environ.get(SLOTS_VARIABLE, "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    return max(1, (os.cpu_count() or 1) // 2)


class AnalysisQueue:
    """Lets a few in, in the order of coming."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._changed = threading.Condition()
        self._places: list[object] = []

    @contextmanager
    def turn(self, on_wait: Callable[[int], None]) -> Iterator[None]:
        """Wait for a place, and leave it at the end.

        Parameters
        ----------
        on_wait
            Is called again and again while there is none, with how many are to go before. It ends
            the waiting by raising.
        """
        place = object()
        with self._changed:
            self._places.append(place)
        try:
            while (ahead := self._ahead(place)) > 0:
                on_wait(ahead)
            yield
        finally:
            with self._changed:
                self._places.remove(place)
                self._changed.notify_all()

    def _ahead(self, place: object) -> int:
        """How many must end first; waits a moment for them."""
        with self._changed:
            self._changed.wait_for(lambda: self._places.index(place) < self._slots, _ASKED_EVERY_S)
            return self._places.index(place) - self._slots + 1
