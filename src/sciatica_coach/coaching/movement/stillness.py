"""How long an angle has been kept still."""

from collections import deque

from sciatica_coach.coaching.movement.start_position import are_still

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
        self._looks: deque[tuple[float, float, float]] = deque()

    @property
    def still_s(self) -> float:
        """How long it has been still, `most_s` at most."""
        return self._looks[-1][0] - self._looks[0][0] if self._looks else 0.0

    @property
    def angles_deg(self) -> list[float]:
        """The angles of that time."""
        return [angle_deg for _, angle_deg, _ in self._looks]

    @property
    def uncertainties_deg(self) -> list[float]:
        """Their uncertainties, as readings give them."""
        return [uncertainty_deg for _, _, uncertainty_deg in self._looks]

    def clear(self) -> None:
        """Begin anew."""
        self._looks.clear()

    def update(self, time_s: float, angle_deg: float, uncertainty_deg: float) -> float:
        """Take the angle of a moment at which it is seen and fits; give `still_s`."""
        if self._looks and time_s - self._looks[-1][0] > _LOST_S:
            self.clear()
        self._looks.append((time_s, angle_deg, uncertainty_deg))
        while time_s - self._looks[0][0] > self._most_s or not are_still(self.angles_deg):
            self._looks.popleft()
        return self.still_s
