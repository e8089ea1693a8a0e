import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach import paths
from tests.films import sample_frames, side_by_side, video_of
from tests.ui.pages import click, words


def page() -> AppTest:
    def script() -> None:
        from sciatica_coach.ui import review

        review.page()

    return AppTest.from_function(script, default_timeout=120).run()


def test_nothing_can_be_analysed_before_a_video_is_there():
    app = page()
    assert next(button for button in app.button if button.label == "Analyse").disabled


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("notes.mp4", b"hello", "notes.mp4: is not a video", id="words"),
        pytest.param("empty.mp4", b"", "empty.mp4", id="empty"),
        pytest.param("../../up.mp4", b"hello", "up.mp4: is not a video", id="a path as its name"),
    ],
)
def test_what_is_no_video_is_said_in_one_sentence(name, content, said, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = page()
    app.file_uploader[0].upload(name, content, "video/mp4").run()
    click(app, "Analyse")
    assert said in words(app)
    assert str(tmp_path) not in words(app)
    assert list(tmp_path.iterdir()) == []


def test_a_video_is_analysed_and_deleted(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    clip: Path = paths.SAMPLES / "nerve_floss_side.mp4"
    app = page()
    app.selectbox(key="review-exercise").set_value("nerve-floss").run()
    app.number_input(key="review-reps-nerve-floss").set_value(3)
    app.radio(key="review-model").set_value("full")
    app.file_uploader[0].upload(clip.name, clip.read_bytes(), "video/mp4").run()
    click(app, "Analyse")
    assert "Well done: all 3 repetitions." in words(app)
    result = app.session_state["review-result"]
    assert '"file": "nerve_floss_side.mp4"' in result.json
    assert result.csv.startswith("time_s,tracked,")
    assert list(tmp_path.iterdir()) == []
    assert not app.file_uploader[0].value


def test_of_several_people_the_one_who_exercises_is_asked_for(tmp_path, monkeypatch):
    pair = video_of(
        tmp_path / "pair.mp4",
        side_by_side(
            sample_frames("knee_to_chest_side", 12), sample_frames("nerve_floss_side", 12)
        ),
    )
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    app = page()
    app.selectbox(key="review-exercise").set_value("nerve-floss").run()
    app.radio(key="review-model").set_value("lite")
    app.file_uploader[0].upload(pair.name, pair.read_bytes(), "video/mp4").run()
    click(app, "Analyse")
    assert "Who exercises?" in words(app)
    assert "review-result" not in app.session_state
    click(app, "Person 1")
    assert "Who exercises?" not in words(app)
    (note,) = app.session_state["review-result"].warnings
    assert "the one who lies, on the left, was followed, as asked for" in note
    assert list((tmp_path / "temporary").iterdir()) == []
