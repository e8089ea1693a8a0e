"""Sessions are read in short and whole, by whom they belong to, and damage is said."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import update

from sciatica_coach.errors import RecordsError
from sciatica_coach.history import FurthestAngle
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.records.tables import SamplesRow
from sciatica_coach.safety.pain import Pain, PainChange, Place
from tests.records.built import (
    AT,
    begun,
    poses_taken,
    record,
    rep,
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


def test_since_goes_by_the_day_of_the_place(ann):
    late = AT.replace(hour=0, minute=10)  # in UTC it is still the day before
    ann.write(*whole_session(ann.id, at=late), *whole_session(ann.id, at=AT - timedelta(days=1)))
    assert [each.day.day for each in ann.sessions()] == [28, 1]
    assert [each.day.day for each in ann.sessions(since=date(2027, 3, 1))] == [1]


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


def test_from_the_first_day_that_there_is_all_are_read(ann):
    ann.write(*whole_session(ann.id))
    assert ann.sessions(since=date.min) == ann.sessions()


def test_when_each_exercise_was_done_last_is_known(ann):
    assert ann.last_sessions() == {}
    ann.write(*whole_session(ann.id), *whole_session(ann.id, at=AT + timedelta(days=2)))
    ann.write(begun(ann.id, at=AT + timedelta(days=9)))  # without a set
    assert ann.last_sessions() == {"single-knee-to-chest": AT + timedelta(days=2)}
