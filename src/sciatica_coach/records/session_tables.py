"""Writes the entries of a session into the tables.

Entries of a session or a person that was deleted meanwhile are passed over: what was deleted does
not come back.
"""

import logging
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, delete, exists, insert, select, update

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.history import FurthestAngle
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.records.samples import (
    PoseSeries,
    SampleKind,
    SamplesDamaged,
    joined_poses,
    pack_poses,
    unpack_poses,
)
from sciatica_coach.records.session_log import (
    Entry,
    PainSaid,
    SamplesTaken,
    SessionBegun,
    SessionEnded,
    SetEnded,
    SetSoFar,
)
from sciatica_coach.records.set_document import SetDocument
from sciatica_coach.records.tables import (
    FaultRow,
    PainRow,
    PersonRow,
    RepetitionRow,
    SamplesRow,
    SessionRow,
    SetRow,
)

_LOG = logging.getLogger(__name__)


def write_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write them in their order."""
    known: dict[UUID, bool] = {}
    for entry in entries:
        if isinstance(entry, SessionBegun):
            known[entry.session_id] = _begin(connection, entry)
            continue
        if entry.session_id not in known:
            known[entry.session_id] = _has_session(connection, entry.session_id)
        if known[entry.session_id]:
            _WRITERS[type(entry)](connection, entry)


def write_anew(
    connection: Connection, begun: SessionBegun, entries: Iterable[Entry], *, moves: bool
) -> bool:
    """Write a session in place of what was written of it before; False for a stranger's.

    What people have said about it stays.

    Parameters
    ----------
    moves
        Whether it also began at another moment than was written before.
    """
    session_id = begun.session_id
    is_it = (SessionRow.id == session_id) & (SessionRow.person_id == begun.person_id)
    changed = begun.model_dump(include={"exercise_sha256", "model", "app_version"})
    if moves:
        changed |= {"started_at": begun.started_at, "utc_offset_min": begun.utc_offset_min}
    if connection.execute(update(SessionRow).where(is_it).values(**changed)).rowcount:
        connection.execute(delete(SetRow).where(SetRow.session_id == session_id))
    write_entries(connection, [begun, *entries])
    return bool(connection.execute(select(exists().where(is_it))).scalar())


def _has_session(connection: Connection, session_id: UUID) -> bool:
    found = select(exists().where(SessionRow.id == session_id))
    return bool(connection.execute(found).scalar())


def _begin(connection: Connection, entry: SessionBegun) -> bool:
    """Write that a session has begun; whether there is one now."""
    if _has_session(connection, entry.session_id):
        return True
    person = select(exists().where(PersonRow.id == entry.person_id))
    if not connection.execute(person).scalar():
        return False
    row = entry.model_dump(exclude={"kind", "session_id", "started_at"})
    connection.execute(
        insert(SessionRow).values(
            id=entry.session_id,
            started_at=entry.started_at,
            utc_offset_min=entry.utc_offset_min,
            pain_changes=[],
            **row,
        )
    )
    return True


def _write_set_so_far(connection: Connection, entry: SetSoFar) -> None:
    of_reps = _figures_of_reps(entry.reps, entry.side_asked)
    row = {
        "side_asked": entry.side_asked,
        "reps_asked": entry.reps_asked,
        "hold_asked_s": entry.hold_asked_s,
        "fault_counts": dict(Counter(fault.rule for fault in entry.faults)),
        **of_reps,
    }
    first = {"is_fully_judged": False, "details": {}}
    _put_set(connection, entry.session_id, entry.number, row, first)
    _put_reps(connection, entry.session_id, entry.number, entry.reps, entry.faults)


def _write_set_end(connection: Connection, entry: SetEnded) -> None:
    document = entry.document
    furthest = furthest_angle(document)
    row = {
        "side_asked": document.side,
        "reps_asked": document.reps_asked,
        "hold_asked_s": document.hold_asked_s,
        "fault_counts": dict(Counter(fault.rule for fault in document.faults)),
        "is_fully_judged": is_fully_judged(document),
        "furthest_quantity": furthest.quantity if furthest else None,
        "furthest_deg": furthest.deg if furthest else None,
        "furthest_uncertainty_deg": furthest.uncertainty_deg if furthest else None,
        "details": document.model_dump(mode="json", exclude={"reps", "faults"}),
        **_figures_of_reps(document.reps, document.side),
    }
    _put_set(connection, entry.session_id, entry.number, row, {})
    _put_reps(connection, entry.session_id, entry.number, document.reps, document.faults)
    _put_angles(connection, entry)
    _join_poses(connection, entry.session_id, entry.number)


def _figures_of_reps(reps: Sequence[Rep], side_asked: Side | None) -> dict[str, Any]:
    complete = sum(rep.complete for rep in reps)
    usual = Counter((rep.movement, rep.side) for rep in reps).most_common(1)
    movement, side = usual[0][0] if usual else ("", side_asked)
    return {
        "movement": movement,
        "side": side,
        "complete_reps": complete,
        "attempts": len(reps) - complete,
        "longest_hold_s": max((rep.hold_s for rep in reps), default=0.0),
    }


def furthest_angle(document: SetDocument) -> FurthestAngle | None:
    """How far the movement of most repetitions went; None where that was not measured."""
    exercise = load_exercises().get(document.exercise)
    usual = Counter((rep.movement, rep.side) for rep in document.reps).most_common(1)
    if exercise is None or not usual:
        return None
    (movement_id, side), _ = usual[0]
    movement = next((each for each in exercise.movements if each.id == movement_id), None)
    if movement is None:
        return None
    reached = document.range_of_motion.get(movement.leg.of(side), {}).get(movement.quantity)
    if reached is None:
        return None
    end_deg = reached.max_deg if movement.direction > 0 else reached.min_deg
    return FurthestAngle(movement.quantity, end_deg, reached.uncertainty_deg)


def is_fully_judged(document: SetDocument) -> bool:
    """Whether nothing that the exercise requires was left unjudged."""
    return bool(document.reps) and not document.warnings


def _put_set(
    connection: Connection,
    session_id: UUID,
    number: int,
    row: dict[str, Any],
    first: dict[str, Any],
) -> None:
    """Write a set's row: `first` only if it is not there yet."""
    is_it = (SetRow.session_id == session_id) & (SetRow.number == number)
    if not connection.execute(update(SetRow).where(is_it).values(**row)).rowcount:
        connection.execute(
            insert(SetRow).values(session_id=session_id, number=number, **first, **row)
        )


def _put_reps(
    connection: Connection,
    session_id: UUID,
    number: int,
    reps: Sequence[Rep],
    faults: Sequence[Fault],
) -> None:
    for table in (RepetitionRow, FaultRow):
        is_it = (table.session_id == session_id) & (table.set_number == number)
        connection.execute(delete(table).where(is_it))
    key = {"session_id": session_id, "set_number": number}
    if reps:
        rows = [{**key, "number": at, **_rep_row(rep)} for at, rep in enumerate(reps, 1)]
        connection.execute(insert(RepetitionRow), rows)
    if faults:
        rows = [{**key, "number": at, **_fault_row(fault)} for at, fault in enumerate(faults, 1)]
        connection.execute(insert(FaultRow), rows)


def _rep_row(rep: Rep) -> dict[str, Any]:
    return {
        "side": rep.side,
        "movement": rep.movement,
        "start_s": rep.start_s,
        "end_s": rep.end_s,
        "peak_deg": _finite(rep.peak_deg),
        "hold_s": rep.hold_s,
        "reached": rep.reached,
        "complete": rep.complete,
        "interrupted": rep.interrupted,
        "progress_integral_s": rep.progress_integral_s,
        "rules": list(rep.faults),
    }


def _fault_row(fault: Fault) -> dict[str, Any]:
    return {
        "rule": fault.rule,
        "side": fault.side,
        "start_s": fault.start_s,
        "end_s": fault.end_s,
        "severity": fault.severity,
        "worst": _finite(fault.worst),
        "rep": fault.rep,
    }


def _finite(value: float) -> float | None:
    """What a column can hold: NaN is none."""
    return value if math.isfinite(value) else None


def _write_samples(connection: Connection, entry: SamplesTaken) -> None:
    is_set = (SetRow.session_id == entry.session_id) & (SetRow.number == entry.number)
    if not connection.execute(select(exists().where(is_set))).scalar():
        return
    row = {
        "session_id": entry.session_id,
        "set_number": entry.number,
        "kind": entry.samples,
        "start_ms": entry.start_ms,
    }
    is_it = [getattr(SamplesRow, name) == value for name, value in row.items()]
    connection.execute(delete(SamplesRow).where(*is_it))
    connection.execute(insert(SamplesRow).values(count=entry.count, content=entry.content, **row))


def _put_angles(connection: Connection, entry: SetEnded) -> None:
    """The set's own angles in place of the stretches that were written as it went on.

    Those from before a restart of the server stay: the record knows nothing of them.
    """
    if not entry.frames:
        return
    start_ms = round(entry.document.start_s * 1000)
    is_of_set = (SamplesRow.session_id == entry.session_id) & (
        SamplesRow.set_number == entry.number
    )
    is_replaced = (SamplesRow.kind == SampleKind.ANGLES) & (SamplesRow.start_ms >= start_ms)
    connection.execute(delete(SamplesRow).where(*is_of_set, *is_replaced))
    connection.execute(
        insert(SamplesRow).values(
            session_id=entry.session_id,
            set_number=entry.number,
            kind=SampleKind.ANGLES,
            start_ms=start_ms,
            count=entry.frames,
            content=entry.angles,
        )
    )


def _join_poses(connection: Connection, session_id: UUID, number: int) -> None:
    """One row in place of one a second: it takes a third of the room."""
    is_it = (
        (SamplesRow.session_id == session_id)
        & (SamplesRow.set_number == number)
        & (SamplesRow.kind == SampleKind.POSES)
    )
    found = connection.execute(
        select(SamplesRow.start_ms, SamplesRow.content).where(is_it).order_by(SamplesRow.start_ms)
    ).all()
    if len(found) < 2:
        return
    try:
        series = _each_moment_once(joined_poses([unpack_poses(row.content) for row in found]))
    except SamplesDamaged as error:
        _LOG.warning("poses of a set are damaged and left as they are: %s", error)
        return
    connection.execute(delete(SamplesRow).where(is_it))
    connection.execute(
        insert(SamplesRow).values(
            session_id=session_id,
            set_number=number,
            kind=SampleKind.POSES,
            start_ms=found[0].start_ms,
            count=len(series.time_s),
            content=pack_poses(series),
        )
    )


def _each_moment_once(series: PoseSeries) -> PoseSeries:
    """Without what was written twice, as it is after an entry was repeated."""
    _, first = np.unique(np.round(series.time_s * 1000), return_index=True)
    return PoseSeries(
        series.time_s[first], series.pixels[first], series.visibility[first], series.size_px
    )


def _write_session_end(connection: Connection, entry: SessionEnded) -> None:
    is_over = (SetRow.session_id == entry.session_id) & (SetRow.number > entry.sets)
    connection.execute(delete(SetRow).where(is_over))
    connection.execute(
        update(SessionRow).where(SessionRow.id == entry.session_id).values(ended_at=entry.ended_at)
    )


def _write_pain(connection: Connection, entry: PainSaid) -> None:
    of_session = SessionRow.id == entry.session_id
    person_id = connection.execute(select(SessionRow.person_id).where(of_session)).scalar_one()
    is_it = (PainRow.session_id == entry.session_id) & (PainRow.moment == entry.moment)
    connection.execute(delete(PainRow).where(is_it))
    connection.execute(
        insert(PainRow).values(
            person_id=person_id,
            session_id=entry.session_id,
            moment=entry.moment,
            said_at=entry.said_at,
            leg=entry.pain.leg,
            back=entry.pain.back,
            lowest=entry.pain.lowest,
        )
    )
    if entry.moment == "after":
        changes = list(entry.changes)
        connection.execute(update(SessionRow).where(of_session).values(pain_changes=changes))


_WRITERS: dict[type[Any], Callable[[Connection, Any], None]] = {
    SetSoFar: _write_set_so_far,
    SetEnded: _write_set_end,
    SamplesTaken: _write_samples,
    SessionEnded: _write_session_end,
    PainSaid: _write_pain,
}
