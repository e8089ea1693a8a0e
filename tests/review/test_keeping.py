"""An analysed video is kept as a session of a person, once, however often it is analysed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import numpy as np
import pytest

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.history import SessionSource
from sciatica_coach.review.analyse import Seen, judge
from sciatica_coach.review.keeping import VideoOrigin, keep_analysis, origin_of, session_id_of
from sciatica_coach.review.output_names import video_sha256
from tests.films import film
from tests.records.conftest import (  # noqa: F401  (fixtures)
    ann,
    database,
    people,
    postgres,
    url,
)

FILMED = datetime(2026, 10, 3, 23, 59, tzinfo=timezone(timedelta(hours=2)))
ORIGIN = VideoOrigin("a" * 64, FILMED)


def again(analysis, exercise=None, **asked):
    """The same poses, judged by something else."""
    seen = Seen(
        analysis.path, analysis.model, analysis.video, analysis.observations, analysis.notes
    )
    return judge(seen, load_exercises()[exercise or analysis.exercise.id], **asked)


def test_a_video_is_kept_as_it_was_judged(analysis, ann):  # noqa: F811
    keep_analysis(analysis, ann, ORIGIN)
    (session,) = ann.sessions()
    assert session.source is SessionSource.VIDEO
    assert (session.exercise, session.model) == (analysis.exercise.id, "pose_landmarker_full")
    assert session.started_at == FILMED
    assert session.day == date(2026, 10, 3), "it went on over midnight"
    assert session.has_ended
    (kept,) = ann.set_records(session.id)
    record = analysis.result.record
    assert kept.reps == record.reps
    assert kept.faults == record.faults
    assert kept.range_of_motion == record.range_of_motion
    assert [str(each) for each in kept.warnings] == [str(each) for each in record.warnings]
    assert session.complete_reps == record.complete_reps
    times_s = kept.angle_series.time_s
    rate_hz = min(10.0, len(record.angle_series.time_s) / analysis.video.duration_s)
    assert len(times_s) == pytest.approx(rate_hz * analysis.video.duration_s, abs=8)
    poses = ann.poses(session.id, 1)
    assert len(poses.time_s) == pytest.approx(len(times_s), abs=8)
    assert poses.size_px == (854, 480)
    first = next(each.pose for each in analysis.observations if each.pose is not None)
    assert poses.pixels[0] == pytest.approx(first.pixels, abs=0.051)


def test_another_analysis_takes_the_place_of_the_first(analysis, ann, people):  # noqa: F811
    keep_analysis(analysis, ann, ORIGIN)
    (first,) = ann.sessions()
    keep_analysis(again(analysis, hold_s=1, reps=2), ann, VideoOrigin("a" * 64, None))
    (second,) = ann.sessions()
    assert second.id == first.id
    assert second.started_at == FILMED, "when it was filmed stays, if it is not known any more"
    assert second.complete_reps != first.complete_reps
    assert second.sets[0].reps_asked == 2
    assert len(ann.poses(second.id, 1).time_s) == len(np.unique(ann.poses(second.id, 1).time_s))
    later = FILMED + timedelta(days=1)
    keep_analysis(again(analysis), ann, VideoOrigin("a" * 64, later))
    assert [each.started_at for each in ann.sessions()] == [later]
    bob = people.open(people.add("Bob").id)
    keep_analysis(analysis, bob, ORIGIN)
    keep_analysis(analysis, ann, VideoOrigin("b" * 64, FILMED))
    keep_analysis(again(analysis, "figure-4"), ann, ORIGIN)
    assert (len(ann.sessions()), len(bob.sessions())) == (3, 1)


def test_nobody_is_not_kept(analysis, ann):  # noqa: F811
    empty = tuple(replace(each, pose=None) for each in analysis.observations)
    with pytest.raises(RecordsError, match="Nobody was found"):
        keep_analysis(replace(analysis, observations=empty), ann, ORIGIN)
    assert ann.sessions() == ()


def test_who_was_deleted_meanwhile_is_not_brought_back(analysis, ann, people):  # noqa: F811
    people.forget(ann.id)
    with pytest.raises(RecordsError, match="nobody like that"):
        keep_analysis(analysis, ann, ORIGIN)
    assert people.all() == ()


def test_the_id_is_of_person_video_and_exercise():
    person = uuid4()
    first = session_id_of(person, "a", "figure-4")
    assert first == session_id_of(person, "a", "figure-4")
    others = [(uuid4(), "a", "figure-4"), (person, "b", "figure-4"), (person, "a", "nerve-floss")]
    assert first not in [session_id_of(*each) for each in others]


def test_where_a_video_comes_from_is_read_from_it(tmp_path):
    path = film(tmp_path / "a.mp4", [0, 0.1], tags={"creation_time": "2026-07-03T10:00:00Z"})
    origin = origin_of(path)
    assert origin == VideoOrigin(video_sha256(path), datetime(2026, 7, 3, 10, tzinfo=UTC))
    assert origin_of(path, date(2026, 2, 28)).filmed_at.date() == date(2026, 2, 28)
    assert origin_of(film(tmp_path / "b.mp4", [0, 0.1])).filmed_at is None
    path.unlink()
    with pytest.raises(RecordsError, match="cannot be read any more"):
        origin_of(path)
