"""Reads sessions from the tables."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Result, Row, String, cast, select
from sqlalchemy.orm import aliased

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

_BEFORE, _AFTER = aliased(PainRow), aliased(PainRow)
_KEY = cast(SessionRow.id, String).label("key")
"""A session's id as text: of ten years of sets, a third of the time would go into making ids."""
_SESSION_COLUMNS = (
    SessionRow.id,
    _KEY,
    SessionRow.exercise,
    SessionRow.started_at,
    SessionRow.utc_offset_min,
    SessionRow.source,
    SessionRow.model,
    cast(SessionRow.pain_changes, String).label("pain_changes"),
    SessionRow.ended_at,
    _BEFORE.leg.label("before_leg"),
    _BEFORE.back.label("before_back"),
    _BEFORE.lowest.label("before_lowest"),
    _AFTER.leg.label("after_leg"),
    _AFTER.back.label("after_back"),
    _AFTER.lowest.label("after_lowest"),
)
_SET_COLUMNS = (
    _KEY,
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
    cast(SetRow.fault_counts, String).label("fault_counts"),
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
    if since is not None and since.year > 1:
        # Somewhere on earth a day begins up to a day earlier than in UTC.
        where.append(SessionRow.started_at >= _midnight(since) - timedelta(days=1))
    sets = _past_sets(connection, where)
    rows: Result[Any] = connection.execute(
        select(*_SESSION_COLUMNS)
        .outerjoin(_BEFORE, (_BEFORE.session_id == SessionRow.id) & (_BEFORE.moment == "before"))
        .outerjoin(_AFTER, (_AFTER.session_id == SessionRow.id) & (_AFTER.moment == "after"))
        .where(*where)
        .order_by(SessionRow.started_at, SessionRow.id)
    )
    with damage_told():
        found = (_past_session(row, sets[row.key]) for row in rows)
        return tuple(each for each in found if since is None or each.day >= since)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _past_session(row: Row[Any], sets: list[PastSet]) -> PastSession:
    return PastSession(
        id=row.id,
        exercise=row.exercise,
        started_at=row.started_at.astimezone(_zone(row.utc_offset_min)),
        source=SessionSource(row.source),
        model=row.model,
        sets=tuple(sets),
        pain_before=_pain(row.before_leg, row.before_back, row.before_lowest),
        pain_after=_pain(row.after_leg, row.after_back, row.after_lowest),
        pain_changes=_pain_changes(row.pain_changes),
        has_ended=row.ended_at is not None,
    )


@cache
def _zone(utc_offset_min: int) -> timezone:
    return timezone(timedelta(minutes=utc_offset_min))


def _pain(leg: int | None, back: int | None, lowest: str | None) -> Pain | None:
    if leg is None or back is None:
        return None
    return Pain(leg, back, Place(lowest) if lowest else None)


@lru_cache(maxsize=1000)
def _pain_changes(written: str) -> tuple[PainChange, ...]:
    """Few different ones come up, in thousands of sessions."""
    return tuple(PainChange(each) for each in json.loads(written))


@lru_cache(maxsize=1000)
def _fault_counts(written: str) -> Mapping[str, int]:
    """Few different ones come up here as well."""
    return MappingProxyType(json.loads(written))


def _past_sets(
    connection: Connection, where: Sequence[ColumnElement[bool]]
) -> dict[str, list[PastSet]]:
    rows: Result[Any] = connection.execute(
        select(*_SET_COLUMNS)
        .join(SessionRow, SessionRow.id == SetRow.session_id)
        .where(*where)
        .order_by(SetRow.number)
    )
    sets: dict[str, list[PastSet]] = defaultdict(list)
    with damage_told():
        for row in rows:
            sets[row.key].append(_past_set(row))
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
        fault_counts=_fault_counts(row.fault_counts),
        is_fully_judged=row.is_fully_judged,
    )


def _furthest(row: Row[Any]) -> FurthestAngle | None:
    if row.furthest_quantity is None:
        return None
    return FurthestAngle(
        Quantity(row.furthest_quantity), row.furthest_deg, row.furthest_uncertainty_deg
    )


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
