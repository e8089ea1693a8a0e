"""Reads sessions from the tables."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Row, select

from sciatica_coach.coaching.sets.record import AngleSeries, SetRecord
from sciatica_coach.errors import RecordsError
from sciatica_coach.history import FurthestAngle, PastSession, PastSet, SessionSource
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.records.samples import (
    PoseSeries,
    SampleKind,
    SamplesDamaged,
    joined_angles,
    joined_poses,
    unpack_angles,
    unpack_poses,
)
from sciatica_coach.records.set_document import SetDocument
from sciatica_coach.records.tables import (
    FaultRow,
    PainRow,
    RepetitionRow,
    SamplesRow,
    SessionRow,
    SetRow,
)
from sciatica_coach.safety.pain import Pain, PainChange, Place

_SET_COLUMNS = (
    SetRow.session_id,
    SetRow.number,
    SetRow.movement,
    SetRow.side,
    SetRow.reps_asked,
    SetRow.hold_asked_s,
    SetRow.complete_reps,
    SetRow.attempts,
    SetRow.longest_hold_s,
    SetRow.furthest_quantity,
    SetRow.furthest_deg,
    SetRow.furthest_uncertainty_deg,
    SetRow.fault_counts,
    SetRow.is_fully_judged,
)


def past_sessions(
    connection: Connection,
    person_id: UUID,
    *,
    since: date | None = None,
    session_id: UUID | None = None,
) -> tuple[PastSession, ...]:
    """Sessions of a person in short, oldest first.

    Parameters
    ----------
    since
        Only those of this day or later.
    session_id
        Only this one.
    """
    where: list[ColumnElement[bool]] = [SessionRow.person_id == person_id]
    if session_id is not None:
        where.append(SessionRow.id == session_id)
    if since is not None:
        # Somewhere on earth a day begins up to a day earlier than in UTC.
        where.append(SessionRow.started_at >= _midnight(since) - timedelta(days=1))
    sets, pains = _past_sets(connection, where), _pains(connection, where)
    rows = connection.execute(
        select(
            SessionRow.id,
            SessionRow.exercise,
            SessionRow.started_at,
            SessionRow.utc_offset_min,
            SessionRow.source,
            SessionRow.model,
            SessionRow.pain_changes,
            SessionRow.ended_at,
        )
        .where(*where)
        .order_by(SessionRow.started_at, SessionRow.id)
    )
    with damage_told():
        found = (_past_session(row, sets[row.id], pains[row.id]) for row in rows)
        return tuple(each for each in found if since is None or each.day >= since)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _past_session(row: Row[Any], sets: list[PastSet], pains: dict[str, Pain]) -> PastSession:
    zone = timezone(timedelta(minutes=row.utc_offset_min))
    return PastSession(
        id=row.id,
        exercise=row.exercise,
        started_at=row.started_at.astimezone(zone),
        source=SessionSource(row.source),
        model=row.model,
        sets=tuple(sets),
        pain_before=pains.get("before"),
        pain_after=pains.get("after"),
        pain_changes=tuple(PainChange(each) for each in row.pain_changes),
        has_ended=row.ended_at is not None,
    )


def _past_sets(
    connection: Connection, where: Sequence[ColumnElement[bool]]
) -> dict[UUID, list[PastSet]]:
    rows = connection.execute(
        select(*_SET_COLUMNS)
        .join(SessionRow, SessionRow.id == SetRow.session_id)
        .where(*where)
        .order_by(SetRow.number)
    )
    sets: dict[UUID, list[PastSet]] = defaultdict(list)
    with damage_told():
        for row in rows:
            sets[row.session_id].append(_past_set(row))
    return sets


def _past_set(row: Row[Any]) -> PastSet:
    return PastSet(
        number=row.number,
        movement=row.movement,
        side=Side(row.side) if row.side else None,
        reps_asked=row.reps_asked,
        hold_asked_s=row.hold_asked_s,
        complete_reps=row.complete_reps,
        attempts=row.attempts,
        longest_hold_s=row.longest_hold_s,
        furthest=_furthest(row),
        fault_counts=row.fault_counts,
        is_fully_judged=row.is_fully_judged,
    )


def _furthest(row: Row[Any]) -> FurthestAngle | None:
    if row.furthest_quantity is None:
        return None
    return FurthestAngle(
        Quantity(row.furthest_quantity), row.furthest_deg, row.furthest_uncertainty_deg
    )


def _pains(
    connection: Connection, where: Sequence[ColumnElement[bool]]
) -> dict[UUID, dict[str, Pain]]:
    rows = connection.execute(
        select(PainRow.session_id, PainRow.moment, PainRow.leg, PainRow.back, PainRow.lowest)
        .join(SessionRow, SessionRow.id == PainRow.session_id)
        .where(*where)
    )
    pains: dict[UUID, dict[str, Pain]] = defaultdict(dict)
    with damage_told():
        for row in rows:
            assert row.session_id is not None  # by the join
            lowest = Place(row.lowest) if row.lowest else None
            pains[row.session_id][row.moment] = Pain(row.leg, row.back, lowest)
    return pains


def set_records_of(
    connection: Connection, person_id: UUID, session_id: UUID
) -> tuple[SetRecord, ...]:
    """The sets of one session of a person, with the angles that were kept of their frames."""
    found = (
        select(SetRow.__table__, SessionRow.exercise, SessionRow.ended_at)
        .join(SessionRow, SessionRow.id == SetRow.session_id)
        .where(SessionRow.person_id == person_id, SessionRow.id == session_id)
        .order_by(SetRow.number)
    )
    rows: Sequence[Row[Any]] = connection.execute(found).all()
    with damage_told():
        return tuple(_set_record(connection, row) for row in rows if _has_details(row))


def _has_details(row: Row[Any]) -> bool:
    """Not those of a session that came with a file, in short."""
    return bool(row.details) or row.ended_at is None


def _set_record(connection: Connection, row: Row[Any]) -> SetRecord:
    """The record; of a set that was broken off, what had been written by then."""
    parts = _samples(connection, row.session_id, row.number, SampleKind.ANGLES)
    series = joined_angles([unpack_angles(each) for each in parts])
    told = row.details or _details_of_broken_off(row, series)
    reps = _rows(connection, RepetitionRow, row)
    faults = _rows(connection, FaultRow, row)
    document = SetDocument.model_validate(
        {**told, "reps": [_rep(each) for each in reps], "faults": [_fault(each) for each in faults]}
    )
    return document.record(series)


def _details_of_broken_off(row: Row[Any], series: AngleSeries) -> dict[str, Any]:
    times_s = series.time_s if len(series.time_s) else [0.0]
    return {
        "exercise": row.exercise,
        "side": row.side_asked,
        "hold_asked_s": row.hold_asked_s,
        "reps_asked": row.reps_asked,
        "baselines": [],
        "start_s": float(times_s[0]),
        "end_s": float(times_s[-1]),
        "tracked_share": float(series.tracked.mean()) if len(series.tracked) else 0.0,
        "viewpoint": None,
        "range_of_motion": {},
        "warnings": [TranslatableText("this set was broken off: what had been seen was kept")],
    }


def _rows(
    connection: Connection, table: type[RepetitionRow] | type[FaultRow], row: Row[Any]
) -> Sequence[Row[Any]]:
    is_it = (table.session_id == row.session_id) & (table.set_number == row.number)
    columns = table.__table__.columns
    return connection.execute(select(*columns).where(is_it).order_by(table.number)).all()


def _rep(row: Row[Any]) -> dict[str, Any]:
    return {
        "side": row.side,
        "movement": row.movement,
        "start_s": row.start_s,
        "end_s": row.end_s,
        "peak_deg": _number(row.peak_deg),
        "hold_s": row.hold_s,
        "reached": row.reached,
        "complete": row.complete,
        "faults": row.rules,
        "progress_integral_s": row.progress_integral_s,
        "interrupted": row.interrupted,
    }


def _fault(row: Row[Any]) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "side": row.side,
        "start_s": row.start_s,
        "end_s": row.end_s,
        "severity": row.severity,
        "worst": _number(row.worst),
        "rep": row.rep,
    }


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def poses_of(
    connection: Connection, person_id: UUID, session_id: UUID, set_number: int
) -> PoseSeries | None:
    """The poses of one set of a person; None if none were kept."""
    owner = select(SessionRow.person_id).where(SessionRow.id == session_id)
    if connection.execute(owner).scalar() != person_id:
        return None
    parts = _samples(connection, session_id, set_number, SampleKind.POSES)
    with damage_told():
        return joined_poses([unpack_poses(each) for each in parts]) if parts else None


def _samples(
    connection: Connection, session_id: UUID, set_number: int, kind: SampleKind
) -> Sequence[bytes]:
    is_of_set = (SamplesRow.session_id == session_id) & (SamplesRow.set_number == set_number)
    found = select(SamplesRow.content).where(is_of_set, SamplesRow.kind == kind)
    return connection.execute(found.order_by(SamplesRow.start_ms)).scalars().all()


@contextmanager
def damage_told() -> Iterator[None]:
    """What cannot be understood of the records is said, and nothing of it is shown."""
    try:
        yield
    except (SamplesDamaged, ValidationError, ValueError, TypeError) as error:
        raise RecordsError(
            TranslatableText(
                "A part of these records is damaged and cannot be shown. Nothing was changed."
            )
        ) from error
