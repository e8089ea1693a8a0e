import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.ui.chart import angle_chart, followed
from sciatica_coach.ui.summary import fault_lines, headline
from tests.body import Leg, supine
from tests.coaching.play import (
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    figure_4,
    floss,
    knee_to_chest,
    play,
    reps,
)

COURSE, DURATION_S = reps(3)
SHALLOW, _ = reps(3, peak=0.6)
DONE = play(KNEE_TO_CHEST, lambda time_s: knee_to_chest(COURSE(time_s)), DURATION_S).record
ATTEMPTS = play(KNEE_TO_CHEST, lambda time_s: knee_to_chest(SHALLOW(time_s)), DURATION_S).record
NOTHING = Coach(KNEE_TO_CHEST).finish()
HALF = play(KNEE_TO_CHEST, lambda time_s: knee_to_chest(COURSE(time_s)), DURATION_S * 0.7).record


@pytest.mark.parametrize(
    ("record", "said"),
    [
        pytest.param(DONE, "Well done: all 3 repetitions.", id="all"),
        pytest.param(HALF, "2 of 3 repetitions done.", id="some"),
        pytest.param(ATTEMPTS, "None of 3 attempts was complete.", id="attempts"),
        pytest.param(NOTHING, "No repetition was seen.", id="nothing"),
    ],
)
def test_headline(record, said):
    assert headline(record) == said


def test_why_nothing_counted_stands_below_the_headline():
    def script() -> None:
        from sciatica_coach.ui.summary import show_summary
        from tests.coaching.play import KNEE_TO_CHEST
        from tests.ui.test_summary import NOTHING

        show_summary(KNEE_TO_CHEST, NOTHING)

    app = AppTest.from_function(script, default_timeout=60).run()
    assert [each.value for each in app.info] == [
        "Nobody was found in the picture: nothing was measured."
    ]
    assert not app.warning


def test_faults_are_told_once_a_rule_with_their_cue_and_how_often():
    lines = fault_lines(KNEE_TO_CHEST, ATTEMPTS.faults)
    cue = next(rule.cue for rule in KNEE_TO_CHEST.rules if rule.id == "not_far_enough")
    assert any(f"**{cue}** Seen 3 times." in line for line in lines)


def test_nothing_measured_gives_no_chart():
    assert angle_chart(KNEE_TO_CHEST, NOTHING) is None
    unseen = play(KNEE_TO_CHEST, lambda _: None, 2.0).record
    assert angle_chart(KNEE_TO_CHEST, unseen) is None


@pytest.mark.parametrize(
    ("exercise", "body", "side"),
    [
        pytest.param(KNEE_TO_CHEST, knee_to_chest, "right", id="knee to chest"),
        pytest.param(FIGURE_4, figure_4, "right", id="figure-4: the crossed leg"),
        pytest.param(NERVE_FLOSS, floss, "right", id="nerve floss"),
    ],
)
def test_chart_marks_target_repetitions_and_course(exercise, body, side):
    record = play(exercise, lambda time_s: body(COURSE(time_s)), DURATION_S).record
    assert followed(exercise, record)[1] == side
    drawn = angle_chart(exercise, record).to_dict()
    rows = [row for table in drawn["datasets"].values() for row in table]
    assert [row["words"] for row in rows if row.get("kind") == "complete"][:3] == [
        "1 ✓",
        "2 ✓",
        "3 ✓",
    ]
    assert any(row.get("words") == "target" for row in rows)
    course = [row for row in rows if row.keys() == {"time", "angle"}]
    assert 100 < len(course) <= 1600


def test_chart_marks_faults_and_attempts():
    drawn = angle_chart(KNEE_TO_CHEST, ATTEMPTS).to_dict()
    rows = [row for table in drawn["datasets"].values() for row in table]
    assert sum(row.get("kind") == "attempt" for row in rows) == 3
    assert sum("cue" in row for row in rows) == len(ATTEMPTS.faults) > 0


def test_long_sets_are_thinned_for_the_screen():
    still = play(KNEE_TO_CHEST, lambda _: supine(right=Leg()), 200.0).record
    drawn = angle_chart(KNEE_TO_CHEST, still).to_dict()
    assert max(len(table) for table in drawn["datasets"].values()) < 3100
