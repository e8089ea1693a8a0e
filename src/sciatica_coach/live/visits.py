"""Who is using the coach: what one browser session has answered and is doing, until it is left."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sciatica_coach.coaching.baseline import Baseline
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.safety.pain import Pain, PainOutcome
from sciatica_coach.safety.screening import Outcome

ABANDONED_S = 30 * 60.0
"""A visit that nobody used for so long is forgotten, with its answers."""


@dataclass(slots=True)
class Visit:
    """One browser session; it outlives a page reload."""

    token: str
    """Known to this browser only, and not to be guessed."""
    language: str | None = None
    """Code of the language that was chosen; None for the browser's own."""
    has_accepted: bool = False
    """Whether the disclaimer has been read and accepted."""
    screening: Outcome | None = None
    """What the answers about warning signs led to; None before they are given."""
    has_confirmed: bool = False
    """Whether the person has said what that outcome asks them to say."""
    pain: Pain | None = None
    """How it felt when it was asked last."""
    pain_outcome: PainOutcome | None = None
    """What the last set did to the pain; None until that has been answered."""
    plan: Plan | None = None
    """What was chosen last."""
    is_preparing: bool = False
    """Whether that is to begin as soon as the questions before it are answered."""
    live: LiveSession | None = None
    """The set that is going on or ended last."""
    sets: int = 0
    """How many sets have been begun."""
    clip: str | None = None
    """The sample clip that takes the camera's place in it."""
    own_ranges: tuple[Baseline, ...] = ()
    """Measured in this visit or taken from the records; forgotten with it unless they are kept."""

    def begin(self, plan: Plan, *, clip: str | None = None) -> None:
        """Begin a set or a calibration, in front of the camera or with a sample clip.

        The person in a clip is somebody else: the own ranges are not theirs.
        """
        self.live = LiveSession(plan, baselines=() if clip else self.own_ranges)
        self.clip = clip
        self.sets += 1
        self.pain_outcome = None
        self.is_preparing = False

    @property
    def may_exercise(self) -> bool:
        """Whether the answers given so far let a set begin."""
        screened = self.screening is not None and self.screening.may_exercise(
            confirmed=self.has_confirmed
        )
        ended = self.pain_outcome is not None and self.pain_outcome.ends_session
        return self.has_accepted and screened and not ended


class Visits:
    """All visits of this server.

    Parameters
    ----------
    abandoned_s
        Visits not used for longer are forgotten.
    clock_s
        Rises steadily.
    """

    def __init__(
        self,
        *,
        abandoned_s: float = ABANDONED_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._abandoned_s = abandoned_s
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._visits: dict[str, Visit] = {}
        self._used_s: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._visits)

    def open(self) -> Visit:
        """Begin a visit; those left behind are forgotten on this occasion."""
        self.forget_abandoned()
        visit = Visit(secrets.token_urlsafe(32))
        with self._lock:
            self._visits[visit.token] = visit
            self._used_s[visit.token] = self._clock_s()
        return visit

    def find(self, token: str) -> Visit | None:
        """The visit with this token, which counts as used now; None if there is none."""
        with self._lock:
            visit = self._visits.get(token)
            if visit is None or self._clock_s() - self._used_s[token] > self._abandoned_s:
                return None
            self._used_s[token] = self._clock_s()
            return visit

    def forget_abandoned(self) -> None:
        """Drop visits that nobody has used for long, and close what they left open."""
        with self._lock:
            oldest_s = self._clock_s() - self._abandoned_s
            left = [token for token, used_s in self._used_s.items() if used_s < oldest_s]
            dropped = [self._visits.pop(token) for token in left]
            for token in left:
                del self._used_s[token]
        for visit in dropped:
            if visit.live is not None:
                visit.live.rest()
