"""The Progress page without a browser."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.past_sessions import (
    EXERCISES,
    FIRST_DAY,
    HEAVY,
    NERVE_FLOSS,
    Life,
    past_sessions,
    session,
)
from tests.ui.pages import words
from tests.ui.progress_person import person_with

LAST_DAY = FIRST_DAY + timedelta(days=27)
RISING = Life(range_deg=lambda share: 80 + 40 * share, uncertainty_deg=2.0)


def shown(folder, sessions, *, today=LAST_DAY, query=None):
    person_with(folder, sessions).close()
    app = AppTest.from_function(_script, args=(str(folder), today), default_timeout=60)
    if query:
        app.query_params["session"] = query
    app.run()
    assert not app.exception
    return app


def _script(folder, today):
    from pathlib import Path

    from sciatica_coach.ui.progress import show_progress
    from tests.ui.progress_person import person_with

    show_progress(person_with(Path(folder), ()).records, today=today)


def headings(app):
    return [each.value for each in app.subheader]


def test_nothing_yet(tmp_path):
    app = shown(tmp_path, ())
    assert app.info[0].value.startswith("Nothing is kept here yet.")
    assert not headings(app)


def test_one_session(tmp_path):
    app = shown(tmp_path, past_sessions(1))
    assert "Left side: too few sessions yet; 9 more days are needed" in words(app)
    assert "On 5 January 2026:" in words(app)
    assert "mostly" not in words(app)
    assert headings(app) == [
        "How far you go",
        "How it felt",
        "How often",
        "How it was done",
        "Last sessions",
    ]


def test_a_change_is_told_in_words_with_a_chart_and_a_table(tmp_path):
    app = shown(tmp_path, past_sessions(28, life=RISING))
    assert "Left side: clearly more." in words(app)
    assert "Right side: clearly more." in words(app)
    assert "Leg pain before exercising: no clear change." in words(app)
    assert "28 sessions of any exercise. There was one in 4 of 4 weeks." in words(app)
    assert "Left against right" in headings(app)
    assert "(source M11)" in words(app)
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 9
    assert len(app.dataframe) == 5


def test_nothing_is_praised(tmp_path):
    said = words(shown(tmp_path, past_sessions(28, life=RISING))).lower()
    assert not [each for each in ("well done", "great", "better", "good", "score") if each in said]


def test_what_was_not_judged_is_said(tmp_path):
    whole = past_sessions(28, life=RISING)
    assert "not everything" not in words(shown(tmp_path / "whole", whole))
    partly = tuple(
        session(
            each.day,
            *(_not_judged(one) for one in each.sets),
            number=1,
        )
        for each in whole
    )
    said = words(shown(tmp_path / "partly", partly))
    assert "On some days not everything that belongs to the exercise could be judged" in said
    assert "In some of these sessions not everything could be judged." in said


def _not_judged(one):
    from dataclasses import replace

    return replace(one, is_fully_judged=False)


def test_another_model_is_said_not_to_be_compared(tmp_path):
    older = past_sessions(8, first_day=FIRST_DAY - timedelta(days=20), model=HEAVY, seed=1)
    app = shown(tmp_path, (*older, *past_sessions(28)))
    assert any(each.value.startswith("Several pose models") for each in app.info)


def test_a_smaller_angle_that_is_further_is_explained(tmp_path):
    straightening = Life(range_deg=lambda share: 60 - 40 * share, uncertainty_deg=2.0)
    app = shown(tmp_path, past_sessions(28, life=straightening, exercise=NERVE_FLOSS))
    assert "Here a smaller angle is further" in words(app)
    assert "Left side: clearly more." in words(app)


def test_the_exercise_done_last_is_shown_and_another_can_be_chosen(tmp_path):
    floss = past_sessions(5, exercise=NERVE_FLOSS, seed=1)
    knee = past_sessions(10, first_day=FIRST_DAY + timedelta(days=10))
    app = shown(tmp_path, (*floss, *knee))
    assert "Hip flexion" in words(app)
    app.button_group(key="progress-exercise").set_value(NERVE_FLOSS.id).run()
    assert not app.exception
    assert "Hip flexion" not in words(app)
    assert "Left side: Knee flexion" in words(app)


def test_the_time_can_be_chosen(tmp_path):
    app = shown(tmp_path, past_sessions(100), today=FIRST_DAY + timedelta(days=99))
    assert "each point stands for a week" in words(app)
    app.button_group(key="progress-period").set_value("four weeks").run()
    assert not app.exception
    assert "each point stands for a week" not in words(app)
    assert "28 sessions of any exercise" in words(app)


def test_a_time_without_a_session(tmp_path):
    app = shown(tmp_path, past_sessions(10), today=FIRST_DAY + timedelta(days=300))
    assert "10 sessions of any exercise" in words(app), "all of it, if the last months are empty"
    app.button_group(key="progress-period").set_value("four weeks").run()
    assert app.info[0].value.startswith("There is no session in this time.")


def test_an_exercise_that_was_not_done_in_this_time(tmp_path):
    floss = past_sessions(5, exercise=NERVE_FLOSS, seed=1)
    knee = past_sessions(5, first_day=FIRST_DAY + timedelta(days=200))
    app = shown(tmp_path, (*floss, *knee), today=FIRST_DAY + timedelta(days=204))
    app.button_group(key="progress-exercise").set_value(NERVE_FLOSS.id).run()
    assert not app.exception
    assert app.info[0].value.startswith("This exercise was not done in this time.")


def test_an_exercise_that_is_no_more_has_no_page(tmp_path):
    gone = (session(FIRST_DAY, *past_sessions(1)[0].sets, exercise="gone"),)
    app = shown(tmp_path, gone)
    assert app.info[0].value.startswith("Nothing is kept here yet.")


def test_the_last_sessions_can_be_opened(tmp_path):
    sessions = past_sessions(9)
    app = shown(tmp_path, sessions, today=FIRST_DAY + timedelta(days=9))
    opened = [each for each in app.button if each.key.startswith("open-")]
    assert opened[0].label.startswith("13 January 2026")
    assert len(opened) == 5
    opened[0].click().run()
    assert not app.exception
    assert app.query_params["session"] == str(sessions[-1].id)
    assert app.title[0].value == EXERCISES["single-knee-to-chest"].name
    app.button(key="leave-session").click().run()
    assert not app.exception
    assert app.title[0].value == "Progress"


@pytest.mark.parametrize("period", ["all", "one year"])
def test_choices_stay_while_a_session_is_open(tmp_path, period):
    app = shown(tmp_path, past_sessions(9), today=FIRST_DAY + timedelta(days=9))
    app.button_group(key="progress-period").set_value(period).run()
    next(each for each in app.button if each.key.startswith("open-")).click().run()
    app.button(key="leave-session").click().run()
    assert app.button_group(key="progress-period").value == period
