"""One steadily rising time for a session, whatever clock its frames were captured by."""

import math
import time
from collections.abc import Callable

_MOST_BACK_S = 10.0
"""Frames and messages overtake each other by less. Further back, the sender's clock is another."""
_MOST_AHEAD_S = 120.0
"""So much more than on the server cannot have passed between two frames, except on a sender's clock
that was set anew, or sends figures at will."""


class SessionClock:
    """Turns capture times into the time since the session began.

    Within a connection the browser's clock counts, because frames can wait on their way to the
    server. Each connection's clock may begin anywhere; the server's own clock tells how much time
    has passed between two connections. A clock that jumps counts as a new one: nobody can set the
    session's time so far ahead that no later frame is newer.

    Parameters
    ----------
    resumed_s
        The session's time when it was stored; the clock goes on from there.
    clock_s
        The server's clock, which rises steadily.
    """

    def __init__(
        self, *, resumed_s: float = 0.0, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock_s = clock_s
        self._resumed_s = resumed_s
        self._began_s: float | None = None
        self._offset_s: float | None = None
        self._latest_frame_s = -math.inf
        self._heard = (0.0, 0.0)
        """The capture time that came last, and when it came by the server's clock."""

    def begin_connection(self) -> None:
        """Expect capture times of another clock from now on."""
        self._offset_s = None

    def time_s(self, captured_s: float) -> float:
        """The session's time at a moment of the connection's clock."""
        now_s = self._clock_s()
        if self._began_s is None:
            self._began_s = now_s - self._resumed_s
        if self._offset_s is None or self._has_jumped(captured_s, now_s):
            reached_s = max(now_s - self._began_s, self._latest_frame_s)
            self._offset_s = reached_s - captured_s
        self._heard = captured_s, now_s
        return captured_s + self._offset_s

    def _has_jumped(self, captured_s: float, now_s: float) -> bool:
        before_s, heard_s = self._heard
        step_s = captured_s - before_s
        return step_s < -_MOST_BACK_S or step_s - (now_s - heard_s) > _MOST_AHEAD_S

    def next_frame_s(self, captured_s: float) -> float | None:
        """The session's time of a new frame; None if it is not newer than the frame before."""
        time_s = self.time_s(captured_s)
        if not time_s > self._latest_frame_s:
            return None
        self._latest_frame_s = time_s
        return time_s
