"""What plan and progress are computed from."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

from sciatica_coach.history import PastSession, PastSet, SessionSource
from sciatica_coach.motion.landmarks import Side


def test_the_day_is_that_of_the_place_where_the_person_was():
    late_in_tokyo = datetime(2028, 2, 28, 16, 30, tzinfo=UTC).astimezone(
        timezone(timedelta(hours=9))
    )
    assert _session(late_in_tokyo).day == date(2028, 2, 29)


def test_complete_repetitions_are_those_of_all_sets():
    assert _session(datetime(2028, 1, 1, tzinfo=UTC), _set(2), _set(3)).complete_reps == 5


def _session(started_at, *sets):
    return PastSession(
        uuid4(), "figure-4", started_at, SessionSource.LIVE, "pose_landmarker_full", sets
    )


def _set(complete_reps):
    return PastSet(1, "draw", Side.LEFT, 3, 20.0, complete_reps, 0, 20.0, None)
