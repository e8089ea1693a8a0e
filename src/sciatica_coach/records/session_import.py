"""Writes sessions that came with a file: in short, without their repetitions and angles."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from sciatica_coach.history import PastSession, PastSet
from sciatica_coach.records.tables import PainRow, SessionRow, SetRow

_LENGTH = timedelta(minutes=1)
"""Nobody knows how long an imported session took; it has ended, and that is all that is read."""


def import_sessions(
    connection: Connection, person_id: UUID, sessions: Sequence[PastSession]
) -> int:
    """Add those that nobody has yet; how many they were.

    One that is known stays as it is: here it has its repetitions and angles.
    """
    known = set(connection.execute(select(SessionRow.id)).scalars())
    new = [each for each in {each.id: each for each in sessions}.values() if each.id not in known]
    if not new:
        return 0
    connection.execute(insert(SessionRow), [_session_row(person_id, each) for each in new])
    sets = [_set_row(each, one) for each in new for one in each.sets]
    pains = [row for each in new for row in _pain_rows(person_id, each)]
    for table, rows in ((SetRow, sets), (PainRow, pains)):
        if rows:
            connection.execute(insert(table), rows)
    return len(new)


def _session_row(person_id: UUID, session: PastSession) -> dict[str, Any]:
    offset = session.started_at.utcoffset() or timedelta()
    return {
        "id": session.id,
        "person_id": person_id,
        "exercise": session.exercise,
        "exercise_sha256": "",
        "source": session.source,
        "model": session.model,
        "app_version": "",
        "started_at": session.started_at,
        "utc_offset_min": round(offset.total_seconds() / 60),
        "ended_at": session.started_at + _LENGTH if session.has_ended else None,
        "pain_changes": list(session.pain_changes),
    }


def _set_row(session: PastSession, one: PastSet) -> dict[str, Any]:
    furthest = one.furthest
    return {
        "session_id": session.id,
        "number": one.number,
        "side_asked": one.side,
        "reps_asked": one.reps_asked,
        "hold_asked_s": one.hold_asked_s,
        "movement": one.movement,
        "side": one.side,
        "complete_reps": one.complete_reps,
        "attempts": one.attempts,
        "longest_hold_s": one.longest_hold_s,
        "fault_counts": dict(one.fault_counts),
        "is_fully_judged": one.is_fully_judged,
        "furthest_quantity": furthest.quantity if furthest else None,
        "furthest_deg": furthest.deg if furthest else None,
        "furthest_uncertainty_deg": furthest.uncertainty_deg if furthest else None,
        "details": {},
    }


def _pain_rows(person_id: UUID, session: PastSession) -> list[dict[str, Any]]:
    return [
        {
            "person_id": person_id,
            "session_id": session.id,
            "moment": moment,
            "said_at": session.started_at,
            "leg": pain.leg,
            "back": pain.back,
            "lowest": pain.lowest,
        }
        for moment, pain in (("before", session.pain_before), ("after", session.pain_after))
        if pain is not None
    ]
