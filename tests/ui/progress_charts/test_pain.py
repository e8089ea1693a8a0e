"""Pain of one part over time."""

from datetime import timedelta

from sciatica_coach.progress.pain import pain_over_time
from sciatica_coach.progress.period import Spacing
from sciatica_coach.safety.pain import Pain, Place
from sciatica_coach.ui.progress_charts.pain import pain_chart
from sciatica_coach.ui.progress_charts.parts import TimeAxis
from tests.past_sessions import FIRST_DAY, past_sessions, session

AXIS = TimeAxis(FIRST_DAY, FIRST_DAY + timedelta(days=40), Spacing.DAY)


def points(sessions):
    chart = pain_chart(pain_over_time(sessions).leg, AXIS).to_dict()
    found = [row for table in chart["datasets"].values() for row in table if "key" in row]
    return {(row["key"], row["is_before"]): row for row in found}


def test_before_and_after_can_be_told_apart_without_colour():
    drawn = points(
        [session(FIRST_DAY, before=Pain(5, 2, Place.THIGH), after=Pain(3, 2, Place.THIGH))]
    )
    before, after = drawn["2026-01-05", True], drawn["2026-01-05", False]
    assert (before["points"], before["shape"], before["filled"]) == (5, "circle", True)
    assert (after["points"], after["shape"], after["filled"]) == (3, "square", False)
    assert (before["told"], after["told"]) == ("before: 5", "after: 3")


def test_what_was_not_said_is_not_drawn():
    assert list(points([session(FIRST_DAY, before=Pain(5, 2, Place.THIGH))])) == [
        ("2026-01-05", True)
    ]


def test_every_day_has_its_points():
    assert len(points(past_sessions(20))) == 40
