"""The visits: what each browser session has answered and is doing, until it is abandoned."""

import secrets
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.errors import RecordsError
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.records.people import Person
from sciatica_coach.records.session_log import SessionBegun
from sciatica_coach.records.session_recorder import SessionRecorder
from sciatica_coach.safety.pain import Pain, PainOutcome, PainRise
from sciatica_coach.safety.screening import ScreeningOutcome

ABANDONED_S = 30 * 60.0
"""A visit that nobody used for so long is forgotten, with its answers."""
_REFRESHED_EVERY_S = 60.0
"""The stored file of a visit in use is marked as used at most this often."""
_TIDIED_EVERY_S = 60.0
"""Abandoned visits are looked for this often."""


@dataclass(slots=True)
class Visit:
    """One browser session; it outlives a page reload."""

    token: str
    """Known to this browser only, and impossible to guess."""
    language: str | None = None
    """Code of the language that was chosen; None for the browser's own."""
    has_accepted: bool = False
    """Whether the disclaimer has been read and accepted."""
    screening: ScreeningOutcome | None = None
    """What the answers about warning signs led to; None before they are given."""
    screening_id: UUID | None = None
    """Under which the answers are kept; None if they are not."""
    has_confirmed: bool = False
    """Whether the person has said what that outcome asks them to say."""
    pain: Pain | None = None
    """How it felt when it was asked last."""
    pain_after: Pain | None = None
    """How it felt after the last set; None until that has been answered."""
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
    person: Person | None = None
    """Whose records are used and written in this visit; None to keep nothing."""
    recording: SessionBegun | None = None
    """What is written of the session that goes on or ended last; None if nothing is."""
    pain_rise: PainRise | None = None
    """Kept of the session before, under that name: half as much is proposed in this one."""

    is_let_in: bool = False
    """Whether somebody has been let in, in a clinic; who it is the records know."""
    sign_in_asked_at: datetime | None = None
    """When somebody went to the identity provider, from where they have not come back yet."""

    def start_over(self) -> None:
        """Forget all that was answered and done: somebody else comes."""
        if self.live is not None:
            self.live.finish()
        new = Visit(self.token, language=self.language, is_let_in=self.is_let_in)
        for each in fields(self):
            setattr(self, each.name, getattr(new, each.name))

    def begin(self, plan: Plan, *, clip: str | None = None) -> None:
        """Begin a set or a calibration, in front of the camera or with a sample clip.

        The person in a clip is somebody else: the own ranges are not theirs.
        """
        self.live = LiveSession(plan, baselines=() if clip else self.own_ranges)
        self.clip = clip
        self.recording = None
        self.sets += 1
        self.pain_after = self.pain_outcome = None
        self.is_preparing = False

    def lose_person(self) -> None:
        """Keep nothing from now on, and forget what was taken from the records."""
        self.person = self.recording = self.pain_rise = self.screening_id = None
        self.own_ranges = ()
        if self.live is not None:
            self.live.recorder = None

    @property
    def is_exercising(self) -> bool:
        """Whether a set is going on."""
        return self.live is not None and not self.live.has_ended

    @property
    def may_exercise(self) -> bool:
        """Whether the answers given so far let a set begin."""
        screened = self.screening is not None and self.screening.may_exercise(
            confirmed=self.has_confirmed
        )
        ended = self.pain_outcome is not None and self.pain_outcome.ends_session
        return self.has_accepted and screened and not ended


class VisitKeeper(Protocol):
    """Stores visits, so that they go on after a restart of the server."""

    def keep(self, visit: Visit) -> None:
        """Store the visit as it is now."""
        ...

    def find(self, token: str) -> Visit | None:
        """The visit as it was stored last; None if there is none that may still be used."""
        ...

    def refresh(self, token: str) -> None:
        """Note that the visit is still in use."""
        ...

    def forget(self, token: str) -> None:
        """Delete all that is stored of the visit."""
        ...

    def tidy(self) -> None:
        """Delete the visits that nobody may use any more."""
        ...

    def people(self) -> frozenset[UUID]:
        """Who is named in what is stored."""
        ...

    def forget_person(self, person_id: UUID) -> None:
        """Delete all visits that name this person."""
        ...


class Visits:
    """All visits of this server.

    Parameters
    ----------
    keeper
        Stores visits, so that they go on after a restart of the server; None to write nothing
        anywhere.
    abandoned_s
        Visits not used for longer are forgotten.
    clock_s
        Rises steadily.
    write
        Takes what is to be written of sessions into the records.
    known_people
        Tells which of these people are still in the records.
    """

    def __init__(
        self,
        *,
        keeper: VisitKeeper | None = None,
        write: Callable[..., None] | None = None,
        abandoned_s: float = ABANDONED_S,
        clock_s: Callable[[], float] = time.monotonic,
        known_people: Callable[[Collection[UUID]], Collection[UUID]] | None = None,
    ) -> None:
        self._keeper = keeper
        self._write = write
        self._abandoned_s = abandoned_s
        self._clock_s = clock_s
        self._known_people = known_people
        self._lock = threading.Lock()
        self._visits: dict[str, Visit] = {}
        self._used_s: dict[str, float] = {}
        self._refreshed_s: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._visits)

    def open(self, token: str | None = None) -> Visit:
        """Begin a visit, and forget the abandoned ones.

        Parameters
        ----------
        token
            What stands for its browser; None for a new one.
        """
        self.forget_abandoned()
        visit = Visit(token or secrets.token_urlsafe(32))
        return self._add(visit)

    def find(self, token: str) -> Visit | None:
        """The visit with this token, which counts as used now; None if there is none."""
        visit = self._known(token)
        if visit is None and self._keeper is not None and token not in self._used_s:
            stored = self._keeper.find(token)
            visit = self._add(stored) if stored else None
            if visit is not None:
                self._go_on_recording(visit)
        return visit

    def record(self, visit: Visit, begun: SessionBegun) -> None:
        """Write the session that the visit has just begun into the records, as it happens."""
        visit.recording = begun
        self._go_on_recording(visit)

    def _go_on_recording(self, visit: Visit) -> None:
        if self._write is None or visit.live is None or visit.recording is None:
            return
        visit.live.recorder = SessionRecorder(visit.recording, self._write, pain_before=visit.pain)

    def keep(self, visit: Visit) -> None:
        """Store the visit, which has changed."""
        if self._keeper is not None and visit.token in self._visits:
            self._keeper.keep(visit)

    def forget(self, token: str) -> None:
        """Drop a visit with all that is known of it, and close its estimator."""
        with self._lock:
            visit = self._visits.pop(token, None)
            self._used_s.pop(token, None)
            self._refreshed_s.pop(token, None)
        if visit is not None and visit.live is not None:
            visit.live.release_estimator()
        if self._keeper is not None:
            self._keeper.forget(token)

    def forget_abandoned(self) -> None:
        """Drop visits that nobody has used for long."""
        oldest_s = self._clock_s() - self._abandoned_s
        for token in [token for token, used_s in list(self._used_s.items()) if used_s < oldest_s]:
            self.forget(token)

    def forget_person(self, person_id: UUID) -> None:
        """Take somebody who was deleted out of all visits; what goes on, goes on without a name."""
        with self._lock:
            theirs = [
                visit
                for visit in self._visits.values()
                if visit.person is not None and visit.person.id == person_id
            ]
        for visit in theirs:
            visit.lose_person()
        if self._keeper is not None:
            self._keeper.forget_person(person_id)
        for visit in theirs:
            self.keep(visit)

    def forget_the_deleted(self) -> None:
        """The same for whoever was deleted by a command, or on another computer.

        Raises
        ------
        RecordsError
            If the records cannot be read just now.
        """
        with self._lock:
            named = {visit.person.id for visit in self._visits.values() if visit.person is not None}
        if self._keeper is not None:
            named |= self._keeper.people()
        if not named or self._known_people is None:
            return
        for person_id in named.difference(self._known_people(named)):
            self.forget_person(person_id)

    def tidy_regularly(self) -> None:
        """Forget abandoned visits from now on, even if nobody uses the server any more."""
        threading.Thread(target=self._tidy, name="tidying", daemon=True).start()

    def _tidy(self) -> None:
        while True:
            self.forget_abandoned()
            if self._keeper is not None:
                self._keeper.tidy()
            with suppress(RecordsError):  # the records are away: they are asked again
                self.forget_the_deleted()
            time.sleep(_TIDIED_EVERY_S)

    def _add(self, visit: Visit) -> Visit:
        """Add a visit, or give the one that another thread has added first."""
        with self._lock:
            self._used_s[visit.token] = self._refreshed_s[visit.token] = self._clock_s()
            return self._visits.setdefault(visit.token, visit)

    def _known(self, token: str) -> Visit | None:
        with self._lock:
            now_s = self._clock_s()
            visit = self._visits.get(token)
            if visit is None or now_s - self._used_s[token] > self._abandoned_s:
                return None
            self._used_s[token] = now_s
            is_due = now_s - self._refreshed_s[token] > _REFRESHED_EVERY_S
            if is_due:
                self._refreshed_s[token] = now_s
        if is_due and self._keeper is not None:
            self._keeper.refresh(token)
        return visit
