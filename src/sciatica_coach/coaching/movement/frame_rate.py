"""Whether pictures come often enough to judge a movement by them."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

LEAST_HZ = 1 / 0.3
"""Pictures a second from which anything is judged: no two further apart than 0.3 s. With fewer, the
first and the last third of the 0.9 s by which a hold is told from a movement (`movement/holds.py`)
are not always seen, nor is an attempt (`movement/reps.py`): holds are then called too short."""
_INTERVALS = 7
"""The median of so many counts: one that is long, as a line stalls, is no low rate."""


class FrameRateMonitor:
    """How often the pictures of one stream come.

    Parameters
    ----------
    least_hz
        Pictures a second that are needed.
    """

    def __init__(self, least_hz: float = LEAST_HZ) -> None:
        self._least_hz = least_hz
        self._times_s: deque[float] = deque(maxlen=_INTERVALS + 1)

    def update(self, time_s: float) -> None:
        """Take the time of the next picture."""
        self._times_s.append(time_s)

    @property
    def is_too_low(self) -> bool:
        """Whether too few pictures come to judge by them; not before it is known."""
        return len(self._times_s) > _INTERVALS and frame_rate_hz(self._times_s) < self._least_hz


def frame_rate_hz(times_s: Sequence[float]) -> float:
    """Usual pictures a second; one long gap does not matter."""
    return 1 / median(later - earlier for earlier, later in pairwise(times_s))
