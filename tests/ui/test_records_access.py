"""What the pages write into the records of whom the visit has chosen."""

from datetime import UTC, datetime, timedelta

import pytest

from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.safety.pain import Pain, PainChange, Place
from sciatica_coach.safety.screening import Answer, Tier
from sciatica_coach.ui.hosting import WRITER
from sciatica_coach.ui.records_access import zone_of_browser
from tests.kept import kept_of, known
from tests.live.scene import captures, show
from tests.ui.pages import (
    SCREENING,
    answer,
    asked,
    click,
    feel,
    labels,
    pick,
    played,
    visit_of,
    welcomed,
    words,
)

URGENT = next(each.id for each in SCREENING.questions if each.tier is Tier.URGENT)


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def felt(app, leg=3):
    feel(app, "set-1", leg=leg)
    pick(app, "set-1-tingling", False)
    app.run()
    assert not app.exception


def test_a_session_of_somebody_is_written_while_it_goes_on():
    known("Ann")
    app = welcomed()
    click(app, "Ann")
    click(app, "Single knee-to-chest")
    click(app, "Start")
    answer(app)
    click(app, "Start the exercise")
    visit = visit_of(app)
    recorder = visit.live.recorder
    assert recorder.session_id == visit.recording.session_id
    visit.live = played(end_s=0.1)  # the scene goes on in place of the camera
    visit.live.recorder = recorder
    lease = visit.live.take_over()
    for capture in captures():
        show(visit.live, lease, capture)
    visit.live.finish()
    app.run()
    felt(app)
    assert WRITER.flush()
    (past,) = kept_of("Ann").sessions()
    assert past.complete_reps == 3
    assert past.pain_before == Pain(3, 2, Place.THIGH)
    assert past.pain_after == Pain(3, 2, Place.THIGH)
    assert past.pain_changes == (PainChange.NO_RISE,)
    assert "Keep this session" not in words(app)


def test_answers_about_warning_signs_are_kept_and_confirmed():
    known("Ann")
    app = welcomed()
    click(app, "Ann")
    click(app, "Figure-4")
    click(app, "Start")
    answer(app, **{URGENT: Answer.NOT_SURE})
    (kept,) = kept_of("Ann").screenings()
    assert (kept.tier, kept.has_confirmed) == (Tier.URGENT, False)
    assert kept.answers[URGENT] is Answer.NOT_SURE
    app.checkbox(key="screening-confirm").check().run()
    click(app, "Start the exercise")
    (kept,) = kept_of("Ann").screenings()
    assert kept.has_confirmed


def test_what_nobody_keeps_is_offered_to_be_kept_afterwards(kept):
    app = asked()
    answer(app)
    click(app, "Start the exercise")
    visit_of(app).live = played()
    visit_of(app).live.finish()
    app.run()
    assert "Keep" not in labels(app)
    felt(app, leg=2)
    assert not kept.exists()
    app.text_input(key="keep-session-name").set_value("Ann")
    click(app, "Keep")
    assert WRITER.flush()
    (past,) = kept_of("Ann").sessions()
    assert past.complete_reps == 3
    assert (past.pain_before.leg, past.pain_after.leg) == (3, 2)
    assert visit_of(app).person.name == "Ann"
    assert "Keep this session" not in words(app)
    click(app, "Once more")
    assert visit_of(app).recording.session_id != past.id


def test_a_sample_clip_shows_somebody_else_and_is_not_kept():
    known("Ann")
    app = welcomed()
    click(app, "Ann")
    click(app, "Single knee-to-chest")
    click(app, "Try it without a camera")
    visit = visit_of(app)
    assert visit.recording is None
    assert visit.live.recorder is None


def test_the_time_zone_is_that_of_the_browser(monkeypatch):
    class Context:
        timezone, timezone_offset = "Asia/Tokyo", -540

    monkeypatch.setattr("streamlit.context", Context)
    assert datetime.now(zone_of_browser()).utcoffset() == timedelta(hours=9)
    Context.timezone = "No/Such_Place"
    assert datetime.now(zone_of_browser()).utcoffset() == timedelta(hours=9)
    Context.timezone, Context.timezone_offset = None, None
    assert zone_of_browser() is UTC
