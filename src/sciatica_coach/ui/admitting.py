"""Who has been let in by a browser: asked by pages and routes alike. At home, everybody has."""

import secrets
import threading
import time
from collections.abc import Callable

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.access import Access, ClinicAccess, HomeAccess
from sciatica_coach.records.admissions import Admissions, Newcomer
from sciatica_coach.records.clinic_settings import ClinicSettings, is_clinic
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People

_TICKET_S = 60.0
"""A page that has been told of a ticket uses it within a second."""


def admissions() -> Admissions:
    """All browsers that have been let in.

    Raises
    ------
    RecordsError
        If the records cannot be opened.
    """
    settings = ClinicSettings.asked_for()
    return Admissions(
        open_records(),
        therapist_idle=settings.therapist_idle,
        patient_idle=settings.patient_idle,
    )


def access_by(token: str, *, in_use: bool = True) -> Access | None:
    """What a visit may do now; None in a clinic if nobody has been let in, or not any more.

    Parameters
    ----------
    in_use
        Whether somebody does something, and not only the page asks by itself.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    if not is_clinic():
        return HomeAccess(People(open_records()))
    admission = admissions().find(token, in_use=in_use)
    return None if admission is None else ClinicAccess(open_records(), admission)


def is_let_in(token: str) -> bool:
    """Whether a visit may use the coach at all."""
    if not is_clinic():
        return True
    try:
        return access_by(token) is not None
    except RecordsError:
        return False


def may_exercise(visit: Visit, *, in_use: bool = True) -> bool:
    """Whether a set that has begun may go on: with whom has been let in, and whom they may see.

    While the records are away it goes on. All that it shows is the camera's picture of who has it.
    """
    if not is_clinic():
        return True
    try:
        access = access_by(visit.token, in_use=in_use)
        if access is None:
            return False
        return visit.person is None or visit.person in access.people.all()
    except RecordsError:
        return True


class Tickets:
    """Let the page that has just shown who it is come in, once, with another cookie.

    So a cookie that somebody has copied or planted before is worth nothing afterwards.
    """

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._given: dict[str, tuple[Newcomer, float]] = {}

    def give(self, newcomer: Newcomer) -> str:
        """A ticket, which is impossible to guess."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._forget_old()
            self._given[ticket] = newcomer, self._clock_s()
        return ticket

    def take(self, ticket: str) -> Newcomer | None:
        """Whom it lets in, the first time; None after that, and later than a minute."""
        with self._lock:
            self._forget_old()
            newcomer, _ = self._given.pop(ticket, (None, 0.0))
            return newcomer

    def holds(self, ticket: str | None) -> bool:
        """Whether a ticket can still be taken."""
        with self._lock:
            self._forget_old()
            return ticket in self._given

    def _forget_old(self) -> None:
        oldest_s = self._clock_s() - _TICKET_S
        self._given = {key: each for key, each in self._given.items() if each[1] > oldest_s}


TICKETS = Tickets()
"""Pages give them and a route takes them, in one process and different threads."""
