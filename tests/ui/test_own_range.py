"""Measuring, using, keeping and deleting an own range, on the pages."""

from dataclasses import replace
from datetime import date

import pytest

from sciatica_coach.live.session import LiveSession
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import DATA_VARIABLE
from tests.kept import kept_of, known
from tests.live.scene import PLAN, Clock, Opener, calibrated, captures, show
from tests.ui.pages import answer, click, labels, visit_of, welcomed, words

BEFORE = date(2027, 1, 5)
MEASURE = "Measure my own range first"


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept of people."""
    folder = tmp_path / "kept"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def measured(live=None, app=None):
    """Up to the result of a calibration."""
    app = app or welcomed()
    click(app, "Single knee-to-chest")
    click(app, MEASURE)
    answer(app)
    click(app, "Start the exercise")
    visit = visit_of(app)
    assert visit.live.plan.measures
    visit.live = live or calibrated()
    visit.live.finish()
    app.run()
    assert not app.exception
    return app


def figures(app):
    return {metric.label: metric.value for metric in app.metric}


def type_name(app, key, name):
    app.text_input(key=key).set_value(name)


def test_the_result_is_shown_and_the_set_uses_it(kept):
    app = measured()
    end, _, uncertainty = figures(app)["Your comfortable end"].partition(" ± ")
    assert 105 <= float(end.rstrip("°")) <= 115
    assert float(uncertainty.rstrip("°")) > 0
    assert 90 <= float(figures(app)["Your target"].rstrip("°")) <= 99
    click(app, "Start the set")
    visit = visit_of(app)
    assert not visit.live.plan.measures
    assert not visit.live.has_ended
    assert visit.live.finish()[0].baselines == visit.own_ranges
    assert len(visit.own_ranges) == 1
    assert visit.live.plan.sides == (Side.LEFT, Side.RIGHT)
    assert not kept.exists()


def test_the_other_leg_can_be_measured_before_the_set():
    app = measured()
    first = visit_of(app).live.plan.sides
    click(app, "Measure the other leg")
    visit = visit_of(app)
    assert (visit.live.plan.measures, visit.live.plan.sides) == (True, first[::-1])
    assert len(visit.own_ranges) == 1


def test_nothing_is_kept_unasked(kept):
    app = measured()
    click(app, "Go back")
    assert not kept.exists()
    assert "your comfortable end 1" in words(app)
    assert "Forgotten when you leave" in words(app)


def test_it_is_kept_under_a_name_and_used_again():
    app = measured()
    type_name(app, "own-range-name", "Ann")
    click(app, "Keep")
    (own,) = kept_of("Ann").own_ranges()
    assert visit_of(app).person.name == "Ann"
    assert "Kept on this computer." in words(app)
    assert "Keep it on this computer" not in words(app)

    later = welcomed()
    click(later, "Ann")
    click(later, "Single knee-to-chest")
    assert "your comfortable end 1" in words(later)
    assert visit_of(later).own_ranges == (own,)
    click(later, "Somebody else")
    assert visit_of(later).own_ranges == ()


def test_a_second_measurement_is_kept_beside_the_first_and_held_against_it():
    known("Ann").keep_own_ranges([replace(calibrated().finish().baseline, measured_on=BEFORE)])
    app = welcomed()
    click(app, "Ann")
    app = measured(app=app)
    assert "Kept on this computer. Right side: 1" in words(app)
    assert "no clear change" in words(app)
    app.run()
    assert len(kept_of("Ann").own_ranges()) == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("../x", "The name must have letters", id="no name"),
        pytest.param("", "The name must have a letter or a digit.", id="empty"),
        pytest.param("![x](y) $z$", "The name must have letters, digits, spaces", id="Markdown"),
    ],
)
def test_a_name_that_is_none_is_said(name, told):
    app = measured()
    type_name(app, "own-range-name", name)
    click(app, "Keep")
    assert told in words(app)


def test_records_that_cannot_be_read_are_said_and_the_page_goes_on(kept):
    kept.mkdir()
    (kept / "records.sqlite3").write_text("nonsense, and more of it than a header has" * 50)
    app = welcomed()
    assert "this file of records is damaged" in words(app)
    click(app, "Single knee-to-chest")
    assert "Start" in labels(app)


def test_what_could_not_be_measured_is_said_and_tried_again():
    idle = calibrated(lambda _: 0.0, 6.0)
    app = measured(idle)
    assert "No comfortable end was held still" in words(app)
    assert "Start with the usual target" in labels(app)
    assert not figures(app)
    click(app, "Measure again")
    assert visit_of(app).live.plan.measures
    assert not visit_of(app).live.has_ended


def test_after_the_set_it_is_held_against_the_own_range():
    app = measured()
    click(app, "Start the set")
    visit = visit_of(app)
    live = LiveSession(PLAN, baselines=visit.own_ranges, open_estimator=Opener(), clock_s=Clock())
    lease = live.take_over()
    for capture in captures():
        show(live, lease, capture)
    live.finish()
    visit.live = live
    app.run()
    assert "no clear change" in words(app)
    assert not app.exception


def test_the_person_in_a_clip_is_somebody_else():
    own = calibrated().finish().baseline
    visit = Visit("token", own_ranges=(own,))
    visit.begin(PLAN, clip="knee_to_chest_side.mp4")
    assert visit.live.finish()[0].baselines == ()
