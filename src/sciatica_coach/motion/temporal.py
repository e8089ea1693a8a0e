"""Conditions that last, and what was measured lately. No clock but the measurements' own."""

import math
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Dwell:
    """How long a condition has held without a break."""

    def __init__(self) -> None:
        self._since_s = math.nan

    def update(self, time_s: float, *, holds: bool) -> float:
        """Take whether the condition holds now; return the seconds it has held by now.

        0 at the first moment at which it holds, -inf while it does not.
        """
        if not holds:
            self.clear()
            return -math.inf
        if math.isnan(self._since_s):
            self._since_s = time_s
        return time_s - self._since_s

    def clear(self) -> None:
        """Begin anew."""
        self._since_s = math.nan


class SlidingWindow(Generic[Value]):
    """The values of the last seconds, each with its time.

    Parameters
    ----------
    length_s
        Values that are older than the newest one by more than this are dropped.
    """

    def __init__(self, length_s: float = math.inf) -> None:
        self._length_s = length_s
        self._samples: deque[tuple[float, Value]] = deque()

    def append(self, time_s: float, value: Value) -> None:
        """Take the next value; `time_s` is later than at the call before."""
        self._samples.append((time_s, value))
        while time_s - self._samples[0][0] > self._length_s:
            self._samples.popleft()

    def drop_oldest(self) -> None:
        """Forget the oldest value."""
        self._samples.popleft()

    def clear(self) -> None:
        """Forget all values."""
        self._samples.clear()

    @property
    def values(self) -> list[Value]:
        """From the oldest to the newest."""
        return [value for _, value in self._samples]

    @property
    def first_s(self) -> float:
        """Time of the oldest value; inf if there is none."""
        return self._samples[0][0] if self._samples else math.inf

    @property
    def latest_s(self) -> float:
        """Time of the newest value; -inf if there is none."""
        return self._samples[-1][0] if self._samples else -math.inf

    @property
    def span_s(self) -> float:
        """Time from the oldest value to the newest; 0 if there is none."""
        return self.latest_s - self.first_s if self._samples else 0.0

    def __iter__(self) -> Iterator[tuple[float, Value]]:
        """Time and value of each, from the oldest to the newest."""
        return iter(self._samples)

    def __len__(self) -> int:
        return len(self._samples)
