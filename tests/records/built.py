"""Sessions as they might have been, for tests of the records."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import numpy as np

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.sets.record import AngleSeries, Range, SetRecord
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.history import SessionSource
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from sciatica_coach.records.samples import PoseSeries, SampleKind, pack_poses
from sciatica_coach.records.session_log import (
    PainSaid,
    SamplesTaken,
    SessionBegun,
    SetEnded,
    SetSoFar,
    ended_entries,
)
from sciatica_coach.safety.pain import Pain, PainChange, Place

TOKYO = timezone(timedelta(hours=9))
AT = datetime(2027, 3, 1, 8, 30, tzinfo=TOKYO)


def begun(person_id, session_id=None, *, at=AT, exercise="single-knee-to-chest"):
    return SessionBegun(
        session_id=session_id or uuid4(),
        person_id=person_id,
        exercise=exercise,
        exercise_sha256="0" * 64,
        source=SessionSource.LIVE,
        model="pose_landmarker_full",
        app_version="0.1.0",
        started_at=at,
    )


def rep(number=1, *, complete=True, side=Side.RIGHT):
    start_s = 10.0 * number
    return Rep(
        side,
        "pull",
        start_s,
        start_s + 8,
        118.0,
        5.0 + number,
        reached=True,
        complete=complete,
        faults=() if complete else ("hold_too_short",),
        progress_integral_s=4.0,
    )


def fault(number=1):
    return Fault("hold_too_short", Side.RIGHT, 12.0, 13.0, Severity.CORRECT, 2.5, number)


def set_so_far(session_id, reps=2, *, number=1):
    return SetSoFar(
        session_id=session_id,
        number=number,
        side_asked=Side.RIGHT,
        reps_asked=3,
        hold_asked_s=5.0,
        reps=tuple(rep(each) for each in range(1, reps + 1)),
        faults=(),
    )


def series(seconds=20.0, *, from_s=0.0, rate_hz=30.0):
    time_s = from_s + np.arange(int(seconds * rate_hz)) / rate_hz
    values = np.full((len(time_s), QUANTITY_COUNT, 2), np.nan)
    values[:, Quantity.HIP_FLEXION.row, 1] = 45 + 40 * np.sin(time_s)
    trust = np.where(np.isfinite(values), 0.9, 0.0)
    error_deg = np.where(np.isfinite(values), 4.2, np.nan)
    return AngleSeries(time_s, np.ones(len(time_s)), values, trust, error_deg)


def record(reps=3, *, attempts=0, warnings=(), angle_series=None):
    done = [rep(each) for each in range(1, reps + 1)]
    done += [rep(reps + each, complete=False) for each in range(1, attempts + 1)]
    return SetRecord(
        exercise="single-knee-to-chest",
        side=Side.RIGHT,
        hold_asked_s=5.0,
        reps_asked=3,
        baselines=(),
        start_s=0.0,
        end_s=20.0,
        reps=tuple(done),
        faults=tuple(fault(reps + each) for each in range(1, attempts + 1)),
        tracked_share=0.97,
        viewpoint=None,
        range_of_motion={Side.RIGHT: {Quantity.HIP_FLEXION: Range(5.0, 118.0, 6.5)}},
        warnings=tuple(warnings),
        angle_series=series() if angle_series is None else angle_series,
    )


def poses(count=10, *, from_s=0.0):
    time_s = from_s + np.arange(count) / 10
    pixels = np.full((count, 33, 2), 240.0) + np.arange(count)[:, None, None]
    return PoseSeries(time_s, pixels, np.full((count, 33), 0.9), (480, 270))


def poses_taken(session_id, *, from_s=0.0, number=1):
    series = poses(from_s=from_s)
    return SamplesTaken(
        session_id=session_id,
        number=number,
        samples=SampleKind.POSES,
        start_ms=round(from_s * 1000),
        count=len(series.time_s),
        content=pack_poses(series),
    )


def set_ended(session_id, number=1, **how):
    return SetEnded.of(session_id, number, record(**how))


def pain_after(session_id, *changes):
    return PainSaid(
        session_id=session_id,
        moment="after",
        said_at=datetime(2027, 3, 1, tzinfo=UTC),
        pain=Pain(3, 2, Place.THIGH),
        changes=changes or (PainChange.NO_RISE,),
    )


def whole_session(person_id, *, at=AT, records=None):
    """All entries of one session, from its begin to its end."""
    first = begun(person_id, at=at)
    ended_at = at + timedelta(minutes=5)
    records = records or (record(),)
    return (
        first,
        *ended_entries(first.session_id, records, ended_at),
        pain_after(first.session_id),
    )
