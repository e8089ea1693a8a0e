"""The summary of a set: its headline, its figures, and what was to be corrected."""

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.ui.summary import fault_lines, headline
from tests.coaching.play import KNEE_TO_CHEST, knee_to_chest, play, reps
from tests.ui.pages import with_a_set_done, words

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


def test_nothing_is_praised_while_a_part_was_not_judged():
    partly = DONE.with_warning(TranslatableText("the other leg was not seen"))
    assert headline(partly) == "3 of 3 repetitions done."


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


def test_the_summary_says_how_the_set_went():
    app = with_a_set_done()
    assert "Well done: all 3 repetitions." in words(app)
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Repetitions, 3 asked"] == "3"
    assert figures["Not counted"] == "0 attempts"
    name, reached = next(each for each in figures.items() if each[0].startswith("Range of motion"))
    assert name == "Range of motion, ± 14°"
    assert reached.endswith("°")
    assert app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
