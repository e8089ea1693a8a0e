"""One session of the past, with its summary."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from sciatica_coach.safety.pain import Pain, PainChange, Place
from tests.past_sessions import FIRST_DAY, done_set, session
from tests.ui.pages import words
from tests.ui.progress_person import add_whole_session, person_with
from tests.ui.test_progress import shown

AT = datetime(2026, 1, 6, 18, 30, tzinfo=UTC)


def test_a_session_with_its_curve(tmp_path):
    with person_with(tmp_path, ()) as person:
        session_id = add_whole_session(person.records, AT)
    app = shown(tmp_path, (), query=str(session_id))
    assert app.title[0].value == "Single knee-to-chest"
    (when,) = [each.value for each in app.caption if "6 January 2026, 18" in each.value]
    assert when.endswith(", in front of the camera")
    assert [each.label for each in app.tabs] == ["Set 1, right leg", "Set 2, right leg"]
    assert [each.value for each in app.subheader] == [
        "Well done: all 3 repetitions.",
        "2 of 3 repetitions done.",
        "Notes",
    ]
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 2


def test_how_it_felt(tmp_path):
    done = session(
        FIRST_DAY,
        done_set(),
        before=Pain(3, 2, Place.THIGH),
        after=Pain(6, 0, Place.FOOT),
        changes=[PainChange.MOVED_DOWN, PainChange.CLEAR_RISE],
    )
    app = shown(tmp_path, (done,), query=str(done.id))
    assert [each.value for each in app.metric][:3] == ["3 → 6", "2 → 0", "Thigh → Foot"]
    assert [each.value for each in app.warning] == [
        "After it the symptoms were felt further down the leg.",
        "After it the pain was clearly more than before.",
    ]


def test_how_it_felt_was_not_said(tmp_path):
    done = session(FIRST_DAY, done_set())
    app = shown(tmp_path, (done,), query=str(done.id))
    assert "It was not said how it felt before and after." in words(app)


def test_an_imported_session_has_its_figures(tmp_path):
    done = session(FIRST_DAY, done_set(complete=2, attempts=1))
    app = shown(tmp_path, (done,), query=str(done.id))
    figures = {each.label: each.value for each in app.metric}
    assert figures["Repetitions, 3 asked"] == "2"
    assert figures["Attempts"] == "1"
    assert figures["Longest hold, 20 s asked"] == "21 s"


def test_an_exercise_that_is_no_more(tmp_path):
    done = session(FIRST_DAY, done_set(), exercise="gone_*one*")
    app = shown(tmp_path, (done,), query=str(done.id))
    assert app.title[0].value == r"gone\_\*one\*"
    assert any(each.value.startswith("This exercise is not among") for each in app.info)


def test_what_was_not_judged_is_said(tmp_path):
    done = session(FIRST_DAY, done_set(is_fully_judged=False))
    app = shown(tmp_path, (done,), query=str(done.id))
    assert any(each.value.startswith("Not everything that belongs") for each in app.info)


@pytest.mark.parametrize(
    "asked", [pytest.param(str(uuid4()), id="a stranger's"), pytest.param("<b>x", id="no id")]
)
def test_a_session_that_is_not_kept(tmp_path, asked):
    done = session(FIRST_DAY, done_set())
    app = shown(tmp_path, (done,), query=asked)
    assert app.info[0].value.startswith("This session is not among those that are kept.")
    app.button(key="leave-session").click().run()
    assert app.title[0].value == "Progress"


def test_somebody_elses_session_is_not_shown(tmp_path):
    theirs = session(FIRST_DAY, done_set(), number=7)
    person_with(tmp_path, (theirs,), name="Bob").close()
    app = shown(tmp_path, (session(FIRST_DAY, done_set()),), query=str(theirs.id))
    assert app.info[0].value.startswith("This session is not among those that are kept.")
