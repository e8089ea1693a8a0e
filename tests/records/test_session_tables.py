"""Sessions are read as they were written, entry by entry, however often an entry comes."""

import math
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import delete, select, update

from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.errors import RecordsError
from sciatica_coach.history import FurthestAngle
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.records.samples import SampleKind
from sciatica_coach.records.tables import SamplesRow, SessionRow
from sciatica_coach.safety.pain import Pain, PainChange, Place
from tests.records.built import (
    AT,
    begun,
    fault,
    pain_after,
    poses_taken,
    record,
    rep,
    series,
    set_ended,
    set_so_far,
    whole_session,
)


def test_a_session_is_read_in_short(ann):
    ann.write(*whole_session(ann.id, records=(record(2, attempts=1), record(3))))
    (session,) = ann.sessions()
    assert (session.exercise, session.day, session.has_ended) == (
        "single-knee-to-chest",
        date(2027, 3, 1),
        True,
    )
    assert session.started_at == AT
    assert session.started_at.utcoffset() == timedelta(hours=9)
    assert session.pain_after == Pain(3, 2, Place.THIGH)
    assert session.pain_changes == (PainChange.NO_RISE,)
    first, second = session.sets
    assert (first.complete_reps, first.attempts, first.longest_hold_s) == (2, 1, 8.0)
    assert (first.side, first.movement) == (Side.RIGHT, "pull")
    assert first.fault_counts == {"hold_too_short": 1}
    assert first.furthest == FurthestAngle(Quantity.HIP_FLEXION, 118.0, 6.5)
    assert (second.number, second.complete_reps, second.reps_asked) == (2, 3, 3)
    assert ann.session(session.id) == session
    assert ann.session(uuid4()) is None


def test_a_set_is_read_whole_with_its_angles(ann):
    told = TranslatableText("the right leg was hidden for {share:.0%} of the time", share=0.4)
    written = replace(record(2, attempts=1), warnings=(told,))
    ann.write(*whole_session(ann.id, records=(written,)))
    (session,) = ann.sessions()
    (read,) = ann.set_records(session.id)
    for name in ("reps", "faults", "side", "viewpoint", "range_of_motion", "tracked_share"):
        assert getattr(read, name) == getattr(written, name)
    assert [str(each) for each in read.warnings] == [str(told)]
    assert not session.sets[0].is_fully_judged
    assert len(read.angle_series.time_s) == 200, "ten a second of twenty seconds"
    hip = Quantity.HIP_FLEXION, Side.RIGHT
    at = np.round(read.angle_series.time_s * 30).astype(int)
    assert read.angle_series.of(*hip) == pytest.approx(written.angle_series.of(*hip)[at], abs=0.051)
    assert ann.set_records(uuid4()) == ()


def test_a_session_that_was_broken_off_shows_what_had_been_seen(ann):
    first = begun(ann.id)
    ann.write(first, set_so_far(first.session_id, 2))
    (session,) = ann.sessions()
    assert not session.has_ended
    assert session.complete_reps == 2
    assert not session.sets[0].is_fully_judged
    (read,) = ann.set_records(session.id)
    assert read.reps == (rep(1), rep(2))
    assert "broken off" in str(read.warnings[0])


def test_nothing_is_changed_by_writing_it_twice(ann):
    entries = whole_session(ann.id, records=(record(2, attempts=1), record(3)))
    session_id = entries[0].session_id
    steps = [
        set_so_far(session_id, 1),
        poses_taken(session_id),
        set_so_far(session_id, 2),
        poses_taken(session_id, from_s=1.0),
    ]
    ann.write(entries[0], *steps, *entries[1:])
    once = ann.sessions(), ann.set_records(session_id)[0].reps, ann.poses(session_id, 1).time_s
    ann.write(entries[0], *steps, *entries[1:])
    again = ann.sessions(), ann.set_records(session_id)[0].reps, ann.poses(session_id, 1).time_s
    assert again[:2] == once[:2]
    assert np.array_equal(again[2], once[2])


def test_poses_are_one_stretch_after_the_set(ann, database):
    first = begun(ann.id)
    session_id = first.session_id
    ann.write(first, set_so_far(session_id), *(poses_taken(session_id, from_s=at) for at in (0, 1)))
    assert len(ann.poses(session_id, 1).time_s) == 20
    ann.write(set_ended(session_id))
    with database.reading() as connection:
        is_pose = SamplesRow.kind == SampleKind.POSES
        assert len(connection.execute(select(SamplesRow.count).where(is_pose)).all()) == 1
    read = ann.poses(session_id, 1)
    assert read.time_s == pytest.approx(np.arange(20) / 10)
    assert read.size_px == (480, 270)
    assert ann.poses(session_id, 2) is None


def test_angles_from_before_a_restart_stay_beside_those_of_the_record(ann):
    first = begun(ann.id)
    session_id = first.session_id
    earlier = set_ended(session_id, angle_series=series(5.0))
    ann.write(first, earlier)
    later = record(3, angle_series=series(5.0, from_s=30.0))
    later = replace(later, start_s=30.0, end_s=35.0)
    ann.write(*whole_session(ann.id, records=(later,))[1:2])  # of another session: passed over
    ann.write(type(earlier).of(session_id, 1, later))
    (read,) = ann.set_records(session_id)
    assert len(read.angle_series.time_s) == 100
    assert read.angle_series.time_s[[0, -1]] == pytest.approx([0.0, 34.9], abs=0.05)


def test_a_set_that_nobody_did_is_taken_back_at_the_end(ann):
    entries = whole_session(ann.id)
    ann.write(entries[0], set_so_far(entries[0].session_id, 0, number=2), *entries[1:])
    (session,) = ann.sessions()
    assert [each.number for each in session.sets] == [1]


def test_what_was_not_measured_stays_so(ann):
    strange = Rep(Side.LEFT, "pull", 1.0, 2.0, math.nan, 0.0, reached=False, complete=False)
    written = replace(record(0), reps=(strange,), faults=(replace(fault(), worst=math.nan),))
    ann.write(*whole_session(ann.id, records=(written,)))
    (session,) = ann.sessions()
    assert session.sets[0].furthest is None, "the left hip was never seen"
    (read,) = ann.set_records(session.id)
    assert math.isnan(read.reps[0].peak_deg)
    assert math.isnan(read.faults[0].worst)


def test_pain_is_said_anew_and_kept_once(ann):
    entries = whole_session(ann.id)
    ann.write(*entries, pain_after(entries[0].session_id, PainChange.CLEAR_RISE))
    (session,) = ann.sessions()
    assert session.pain_changes == (PainChange.CLEAR_RISE,)


def test_since_goes_by_the_day_of_the_place(ann):
    late = AT.replace(hour=0, minute=10)  # in UTC it is still the day before
    ann.write(*whole_session(ann.id, at=late), *whole_session(ann.id, at=AT - timedelta(days=1)))
    assert [each.day.day for each in ann.sessions()] == [28, 1]
    assert [each.day.day for each in ann.sessions(since=date(2027, 3, 1))] == [1]


def test_what_was_deleted_does_not_come_back(people, ann):
    entries = whole_session(ann.id)
    ann.write(*entries[:1])
    assert ann.delete_session(entries[0].session_id)
    assert not ann.delete_session(entries[0].session_id)
    ann.write(*entries[1:])
    assert ann.sessions() == ()
    people.forget(ann.id)
    ann.write(*entries)
    again = people.open(people.add("Ann").id)
    assert again.sessions() == ()


def test_one_person_does_not_read_anothers_sessions(people, ann):
    entries = whole_session(ann.id)
    session_id = entries[0].session_id
    ann.write(*entries, poses_taken(session_id))
    bob = people.open(people.add("Bob").id)
    assert bob.sessions() == ()
    assert bob.session(session_id) is None
    assert bob.set_records(session_id) == ()
    assert bob.poses(session_id, 1) is None
    assert not bob.delete_session(session_id)
    assert ann.session(session_id)


def test_damage_is_said_and_the_rest_is_read(ann, database):
    entries, other = whole_session(ann.id), whole_session(ann.id, at=AT + timedelta(days=1))
    ann.write(*entries, *other)
    with database.transaction() as connection:
        is_first = SamplesRow.session_id == entries[0].session_id
        connection.execute(update(SamplesRow).where(is_first).values(content=b"nonsense"))
    with pytest.raises(RecordsError, match="damaged"):
        ann.set_records(entries[0].session_id)
    assert ann.set_records(other[0].session_id)
    assert len(ann.sessions()) == 2


def test_a_damaged_pose_keeps_no_set_from_ending(ann, database, caplog):
    first = begun(ann.id)
    session_id = first.session_id
    ann.write(first, set_so_far(session_id), *(poses_taken(session_id, from_s=at) for at in (0, 1)))
    with database.transaction() as connection:
        connection.execute(update(SamplesRow).values(content=b"nonsense"))
    ann.write(set_ended(session_id))
    assert ann.sessions()[0].sets[0].complete_reps == 3
    assert "poses of a set are damaged" in caplog.text


def test_a_session_goes_with_all_that_hangs_on_it(ann, database):
    entries = whole_session(ann.id)
    ann.write(*entries)
    with database.transaction() as connection:
        connection.execute(delete(SessionRow))
        assert connection.execute(select(SamplesRow.session_id)).all() == []
