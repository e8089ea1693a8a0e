"""Times of frames from the stamps that cameras and programs write."""

_REBASE_S = 0.5
"""A step back in time longer than this is a new time line; a shorter one is a stray stamp."""
_JUMP_S = 3600.0
"""A step forward longer than this is none that a camera takes, but a stamp that lies: the film goes
on without it. An MP4 file can hold gaps of 13 hours at most."""
_STUCK_STAMPS = 3
"""Stamps that are equal in a row: from here on the file's clock stands still, and is not used."""
_MOST_FRAMES_A_SECOND = 60
"""As much as any movement of an exercise needs; more would only cost time and memory."""


class FrameClock:
    """Times of frames from their stamps: from 0, strictly rising.

    Attributes
    ----------
    last_s
        Time of the latest frame.
    left_out
        Number of frames that had no time of their own.
    jumps
        How often the stamps stepped forward by hours.

    Parameters
    ----------
    step_s
        Time from one frame to the next, where there are no stamps to go by.
    speed
        How many seconds of real movement a second of the film shows.
    """

    def __init__(self, step_s: float, speed: float = 1.0) -> None:
        self._step_s = step_s
        self._speed = speed
        self._zero_s: float | None = None
        self._last_stamp_s: float | None = None
        self._equal = 0
        self.last_s = -step_s
        self.left_out = 0
        self.jumps = 0

    def read(self, stamp_s: float | None) -> float | None:
        """The frame's time; None for a frame that shares the moment of the one before."""
        due_s = self.last_s + self._step_s
        if stamp_s is None or self._stands_still(stamp_s):
            self.last_s = due_s
            return due_s
        stamp_s *= self._speed
        if self._zero_s is None or stamp_s - self._zero_s < self.last_s - _REBASE_S:
            self._zero_s = stamp_s - due_s
        elif stamp_s - self._zero_s > self.last_s + _JUMP_S * self._speed:
            self._zero_s = stamp_s - due_s
            self.jumps += 1
        time_s = stamp_s - self._zero_s
        if time_s <= self.last_s:
            self.left_out += 1
            return None
        self.last_s = time_s
        return time_s

    def _stands_still(self, stamp_s: float) -> bool:
        self._equal = self._equal + 1 if stamp_s == self._last_stamp_s else 0
        self._last_stamp_s = stamp_s
        return self._equal >= _STUCK_STAMPS


class FrameThinner:
    """Chooses no more than 60 frames a second, evenly, of a camera that takes more."""

    def __init__(self) -> None:
        self._due_s = 0.0

    def takes(self, time_s: float) -> bool:
        """Whether the frame of this time is among them; times must rise."""
        step_s = 1 / _MOST_FRAMES_A_SECOND
        if time_s < self._due_s - step_s / 2:
            return False
        self._due_s = max(self._due_s, time_s - step_s / 2) + step_s
        return True


def thinned_count(frames: int, fps: float) -> int:
    """About how many of a number of frames a `FrameThinner` takes."""
    return round(frames * min(1.0, _MOST_FRAMES_A_SECOND / fps))
