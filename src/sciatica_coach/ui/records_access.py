"""Whose records the pages show and write: those of the person that the visit has chosen."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.history import SessionSource
from sciatica_coach.live.session import LiveSession
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.access import Access, not_allowed, opened
from sciatica_coach.records.audit import Action
from sciatica_coach.records.clinic_settings import is_clinic
from sciatica_coach.records.people import People, Person
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.records.session_log import (
    PainSaid,
    SessionBegun,
    ended_entries,
    first_entries,
)
from sciatica_coach.safety.screening import Answer, ScreeningOutcome
from sciatica_coach.ui.admitting import access_by
from sciatica_coach.ui.hosting import VISITS, WRITER
from sciatica_coach.ui.speaking import say, say_error_sentence
from sciatica_coach.ui.visiting import current_visit
from sciatica_coach.version import __version__

_T = TypeVar("_T")
_LOOK_AGAIN_S = 3.0
"""After so long the page looks again whether the records are back."""


def access_of(visit: Visit, *, in_use: bool = True) -> Access | None:
    """What the visit may see and change; None in a clinic if nobody has been let in.

    Raises
    ------
    RecordsError
        If the records cannot be opened or read.
    """
    return access_by(visit.token, in_use=in_use)


def known_people() -> People:
    """The people at home, or those that who is signed in may see.

    Raises
    ------
    RecordsError
        If the records cannot be opened, or nobody has been let in.
    """
    return _access(current_visit()).people


def records_of(visit: Visit) -> PersonalRecords | None:
    """The records of the person that the visit has chosen; None if it has chosen nobody.

    A person who was deleted meanwhile, in another window or by a command, is not chosen any more;
    in a clinic neither is one who was handed over.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    if visit.person is None:
        return None
    access = access_of(visit)
    if access is None or visit.person not in access.people.all():
        choose_nobody(visit)
        return None
    return access.people.open(visit.person.id)


def choose_person(visit: Visit, person: Person) -> None:
    """Use and write this person's records from now on.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    if is_clinic() and visit.person != person:
        visit.start_over()  # what one patient has answered is not true of another
    records = opened(_access(visit), person.id)
    ranges, rise = records.own_ranges(), records.pain_rise()
    visit.person, visit.own_ranges, visit.pain_rise = person, ranges, rise
    visit.plan = None


def choose_nobody(visit: Visit) -> None:
    """Keep nothing from now on."""
    if is_clinic():
        visit.start_over()
    visit.person, visit.own_ranges, visit.pain_rise = None, (), None
    visit.plan = None


def _access(visit: Visit) -> Access:
    access = access_of(visit)
    if access is None:
        raise not_allowed()
    return access


def told(read: Callable[[], _T]) -> _T | None:
    """What is read of the records; if they are away, the page says so and goes on without."""
    try:
        return read()
    except RecordsError as error:
        st.warning(say_error_sentence(error), icon=":material/cloud_off:")
        return None


def record_session(visit: Visit) -> None:
    """Write the session that the visit has just begun into the records of its person."""
    if visit.person is not None and visit.live is not None and not visit.live.plan.measures:
        access, person_id = told(lambda: access_of(visit)), visit.person.id
        if access is not None:
            told(lambda: access.note(Action.SESSION_BEGUN, person_id))
        VISITS.record(visit, _begun(visit, visit.person))
        _record_confirmation(visit)


def record_screening(
    visit: Visit, outcome: ScreeningOutcome, answers: Mapping[str, Answer]
) -> None:
    """Write what was answered about warning signs, for who has chosen to be remembered."""
    records = told(lambda: records_of(visit))
    visit.screening_id = None
    if records is not None:
        visit.screening_id = told(lambda: records.keep_screening(outcome.tier, answers))


def _record_confirmation(visit: Visit) -> None:
    if visit.screening_id is None or not visit.has_confirmed:
        return
    screening_id, records = visit.screening_id, told(lambda: records_of(visit))
    if records is not None:
        told(lambda: records.confirm_screening(screening_id))


def record_pain_after(visit: Visit) -> None:
    """Write how it feels after the session that ended last."""
    if visit.recording is None or visit.pain_after is None or visit.pain_outcome is None:
        return
    WRITER.put(_pain_after(visit, visit.recording))


def show_what_waits(visit: Visit) -> None:
    """Say so if the session cannot be written just now: it is not lost."""
    if visit.recording is not None and WRITER.problem is not None:
        _show_until_it_is_written()


@st.fragment(run_every=_LOOK_AGAIN_S)
def _show_until_it_is_written() -> None:
    if WRITER.problem is None:
        st.success(say("The records are back, and this session is in them."))
        return
    st.warning(
        say(
            "The records cannot be reached just now. This session is set aside on this "
            "computer, and is written into them when they are back."
        ),
        icon=":material/cloud_off:",
    )


def keep_visit(visit: Visit, person: Person) -> None:
    """Keep what the visit has come to for somebody who was chosen only now.

    Raises
    ------
    RecordsError
        If the records cannot be written.
    """
    records = _access(visit).people.open(person.id)
    records.keep_own_ranges(visit.own_ranges)
    if visit.live is not None and visit.live.records:
        _keep_session(visit, visit.live, person)
    visit.person, visit.own_ranges = person, records.own_ranges()


def _keep_session(visit: Visit, live: LiveSession, person: Person) -> None:
    begun = _begun(visit, person)
    visit.recording = begun
    entries = ended_entries(begun.session_id, live.records, datetime.now(UTC))
    WRITER.put(*first_entries(begun, visit.pain), *entries)
    record_pain_after(visit)


def _begun(visit: Visit, person: Person) -> SessionBegun:
    assert visit.live is not None
    plan = visit.live.plan
    return SessionBegun(
        session_id=uuid4(),
        person_id=person.id,
        exercise=plan.exercise.id,
        exercise_sha256=plan.exercise.sha256,
        source=SessionSource.LIVE,
        model=plan.model.path.stem,
        app_version=__version__,
        started_at=datetime.now(zone_of_browser()),
    )


def _pain_after(visit: Visit, begun: SessionBegun) -> PainSaid:
    assert visit.pain_after is not None
    assert visit.pain_outcome is not None
    return PainSaid(
        session_id=begun.session_id,
        moment="after",
        said_at=datetime.now(UTC),
        pain=visit.pain_after,
        changes=visit.pain_outcome.changes,
    )


def zone_of_browser() -> tzinfo:
    """The time zone of the place where the person is."""
    name, offset_min = st.context.timezone, st.context.timezone_offset
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    # The browser counts from the place to UTC.
    return timezone(timedelta(minutes=-offset_min)) if offset_min is not None else UTC


def today_of_browser() -> date:
    """The day, by the clock on the person's wall."""
    return datetime.now(zone_of_browser()).date()
