"""Sessions a week, as a chart."""

from datetime import date, timedelta

import pytest

from sciatica_coach.progress.adherence import weeks
from sciatica_coach.progress.period import Spacing
from sciatica_coach.ui.progress_charts.adherence import adherence_chart
from sciatica_coach.ui.progress_charts.parts import TimeAxis
from tests.past_sessions import FIRST_DAY, past_sessions


@pytest.mark.parametrize(
    ("days", "layers"), [pytest.param(28, 2, id="figures"), pytest.param(280, 1, id="no room")]
)
def test_one_bar_a_week(days, layers):
    last_day = FIRST_DAY + timedelta(days=days - 1)
    found = weeks(past_sessions(days), since=date.min, today=last_day)
    chart = adherence_chart(found, TimeAxis(FIRST_DAY, last_day, Spacing.DAY)).to_dict()
    assert len(chart["layer"]) == layers
    (drawn,) = chart["datasets"].values()
    assert [row["sessions"] for row in drawn] == [7] * (days // 7)
    assert drawn[0]["when"] == "week from 5 January 2026"
