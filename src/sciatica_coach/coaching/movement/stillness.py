"""How long an angle has been kept still."""

from sciatica_coach.coaching.movement.start_position import are_still
from sciatica_coach.motion.temporal import SlidingWindow

_LOST_S = 0.5
"""Not seen, or not in posture, for longer: the time begins anew."""


class Stillness:
    """Follows one angle, and knows since when it has stayed where it is.

    Parameters
    ----------
    most_s
        Longer is not looked back.
    """

    def __init__(self, most_s: float) -> None:
        self._most_s = most_s
        self._recent = SlidingWindow[tuple[float, float]](most_s + _LOST_S)

    @property
    def still_s(self) -> float:
        """How long it has been still, `most_s` at most."""
        return min(self._recent.span_s, self._most_s)

    @property
    def angles_deg(self) -> list[float]:
        """The angles of that time."""
        return [angle_deg for angle_deg, _ in self._recent.values]

    @property
    def standard_errors_deg(self) -> list[float]:
        """Their standard errors, as they were measured."""
        return [standard_error_deg for _, standard_error_deg in self._recent.values]

    def clear(self) -> None:
        """Begin anew."""
        self._recent.clear()

    def update(self, time_s: float, angle_deg: float, standard_error_deg: float) -> float:
        """Take the angle of a moment at which it is seen and fits; give `still_s`."""
        if time_s - self._recent.latest_s > _LOST_S:
            self.clear()
        self._recent.append(time_s, (angle_deg, standard_error_deg))
        while self._spans_without_oldest or not are_still(self.angles_deg):
            self._recent.drop_oldest()
        return self.still_s

    @property
    def _spans_without_oldest(self) -> bool:
        """Whether the oldest angle is not needed to span the time.

        Frames seldom fit the time: of seven a second, those of the last 2 s span 1.86 s. So the
        last angle before that time stays, or a slow computer would never see it full.
        """
        times_s = [time_s for time_s, _ in self._recent]
        return len(times_s) > 1 and times_s[-1] - times_s[1] >= self._most_s
