"""Sessions are read as they were written, entry by entry, however often an entry comes."""

import math
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import delete, select, update

from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.errors import RecordsError
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.records.samples import SampleKind
from sciatica_coach.records.session_tables import write_entries
from sciatica_coach.records.tables import SamplesRow, SessionRow
from sciatica_coach.safety.pain import PainChange
from tests.records.built import (
    begun,
    fault,
    pain_after,
    poses_taken,
    record,
    series,
    set_ended,
    set_so_far,
    whole_session,
)


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


def test_what_was_deleted_does_not_come_back(database, people, ann):
    entries = whole_session(ann.id)
    ann.write(*entries[:1])
    assert ann.delete_session(entries[0].session_id)
    assert not ann.delete_session(entries[0].session_id)
    ann.write(*entries[1:])
    assert ann.sessions() == ()
    people.forget(ann.id)
    with database.transaction() as connection:
        write_entries(connection, entries)
    with pytest.raises(RecordsError, match="nobody like that"):
        ann.write(*entries)
    again = people.open(people.add("Ann").id)
    assert again.sessions() == ()


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
