"""How long a limb is held: its angle over the last seconds, and what stood still of it."""

from collections import deque
from statistics import median

from sciatica_coach.motion.temporal import SlidingWindow

REMEMBERED_S = 4.0
_STILL_DEG_S, _SLOWEST_DEG_S = 15.0, 4.0
"""A limb that moves slower holds; people tremble and breathe while they hold."""
_SLOW_SHARE = 0.25
"""Share of the speed on the way out: who moves slowly slows down to less before they hold."""
_SPEED_S = 0.9
"""Time over which that speed is taken."""
_KNOWN_SHARE = 0.9
"""Share of a time over which the angle must be known to speak of all of it."""
_SWING_S, _SWING_DRIFT_DEG_S = 2.0, 2.0
"""One who swings about their place and drifts less in so long holds too, if badly."""


class RecentAngles:
    """The last seconds of an angle, without the moments in which it was not measured."""

    def __init__(self) -> None:
        self._angles = SlidingWindow[float](REMEMBERED_S)

    def remember(self, time_s: float, angle_deg: float) -> None:
        """Take the next angle; `time_s` is later than at the call before."""
        self._angles.append(time_s, angle_deg)

    def forget(self) -> None:
        """Begin anew: nobody knows what was in between."""
        self._angles.clear()

    @property
    def latest_s(self) -> float:
        """When the angle was measured last; -inf if it was not."""
        return self._angles.latest_s

    def within_deg(self, span_s: float) -> list[float]:
        """The angles of so long until the latest; empty unless known for about that long."""
        if not len(self._angles) or self._angles.span_s < span_s * _KNOWN_SHARE:
            return []
        return [angle_deg for time_s, angle_deg in self._angles if time_s >= self.latest_s - span_s]

    def speed_deg_s(self, until_s: float, over_s: float) -> float | None:
        """Between the medians of a while's first and last third: noise is no movement.

        None where one of them was not seen.
        """
        third_s = over_s / 3
        ages = [(until_s - time_s, angle_deg) for time_s, angle_deg in self._angles]
        first = [angle_deg for age_s, angle_deg in ages if 2 * third_s <= age_s <= over_s]
        last = [angle_deg for age_s, angle_deg in ages if 0 <= age_s < third_s]
        if not first or not last:
            return None
        return (median(last) - median(first)) / (2 * third_s)


class Hold:
    """Time held in one excursion.

    Whether a moment was still is told by what comes before and after it, half a second later:
    who has gone by then is not credited with the time they went in, and who came to rest is
    credited with it from when they did.
    """

    def __init__(self, recent: RecentAngles, out_speed_deg_s: float) -> None:
        """`out_speed_deg_s` is the mean speed on the way to the target."""
        self._recent = recent
        slow_deg_s = _SLOW_SHARE * out_speed_deg_s
        self._limit_deg_s = max(_SLOWEST_DEG_S, min(_STILL_DEG_S, slow_deg_s))
        self._waiting: deque[tuple[float, float]] = deque()
        self._held_s = 0.0

    @property
    def held_s(self) -> float:
        """What is certain by now."""
        return self._held_s

    def take(self, time_s: float, lasted_s: float) -> None:
        """Put forward the time since the sample before, in which the target was not left."""
        self._waiting.append((time_s, lasted_s))

    def settle(self) -> None:
        """Credit what was still, as far as what came after it has been seen."""
        while self._waiting and self._waiting[0][0] <= self._recent.latest_s - _SPEED_S / 2:
            self._credit_next()

    def conclude(self) -> None:
        """Credit what was still, by what is known: nothing comes after it, or long after."""
        while self._waiting:
            self._credit_next()

    def _credit_next(self) -> None:
        time_s, lasted_s = self._waiting.popleft()
        if self._was_still(time_s):
            self._held_s += lasted_s

    def _was_still(self, time_s: float) -> bool:
        """Whether the limb went nowhere; one that swings about its place does not either."""
        until_s = min(time_s + _SPEED_S / 2, self._recent.latest_s)
        speed_deg_s = self._recent.speed_deg_s(until_s, _SPEED_S)
        if speed_deg_s is None or abs(speed_deg_s) < self._limit_deg_s:
            return True
        drift_deg_s = self._recent.speed_deg_s(until_s, _SWING_S)
        return drift_deg_s is not None and abs(drift_deg_s) < _SWING_DRIFT_DEG_S
