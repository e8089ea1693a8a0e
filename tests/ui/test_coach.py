"""The way of a visit over the Coach page, part by part."""

from tests.ui.pages import (
    SCREENING,
    click,
    feel,
    labels,
    opened,
    pick,
    visit_of,
    welcomed,
    with_a_set_done,
    words,
)


def test_the_disclaimer_is_shown_once_and_stays_in_the_footer():
    app = opened()
    assert SCREENING.disclaimer.text[:60] in words(app)
    assert "Start" not in labels(app)
    click(app, "I understand")
    assert SCREENING.disclaimer.text[:60] not in words(app)
    assert SCREENING.disclaimer.footer[:40] in words(app)
    assert "Start" not in labels(app)
    assert "Choose an exercise" in words(app)
    click(app, "Figure-4")
    assert {"Start", "Try it without a camera"} <= set(labels(app))


def test_the_questions_are_asked_once_a_session():
    app = with_a_set_done()
    feel(app, "set-1")
    pick(app, "set-1-tingling", False)
    app.run()
    click(app, "Another exercise")
    click(app, "Start")
    assert visit_of(app).live.records == ()


def test_try_it_without_a_camera_asks_nothing_and_plays_the_clip():
    app = welcomed()
    click(app, "Nerve floss (slider)")
    click(app, "Try it without a camera")
    visit = visit_of(app)
    assert visit.clip == "nerve_floss_side.mp4"
    assert (visit.live.plan.sides, visit.live.plan.dose.reps) == (("right",), 3)
    visit.live.finish()
    app.run()
    assert "This is what the coach saw in the sample clip." in words(app)
    click(app, "Go back")
    assert "What would you like to do?" in words(app)


def test_a_broken_exercise_file_is_said_in_words(tmp_path, monkeypatch):
    (tmp_path / "odd.toml").write_text("id = 1")
    monkeypatch.setattr("sciatica_coach.exercise.catalog.load_exercises.__defaults__", (tmp_path,))
    app = opened()
    assert "odd.toml" in words(app)
    assert not app.exception


def test_after_a_rise_in_pain_nothing_begins_again_today():
    app = with_a_set_done()
    feel(app, "set-1", leg=6)
    pick(app, "set-1-tingling", False)
    app.run()
    visit_of(app).live = None
    app.run()
    assert "That is enough for today" in words(app)
    assert labels(app) == []
