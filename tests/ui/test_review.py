import tempfile
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.ui.upload_route import UPLOADS
from tests.films import film, sample_frames, side_by_side, thinned_clip, video_of
from tests.ui.pages import click, labels, words

KNEE_TO_CHEST = "single-knee-to-chest"


def page() -> AppTest:
    def script() -> None:
        from sciatica_coach.ui import review

        review.page()

    return AppTest.from_function(script, default_timeout=120).run()


def send(app: AppTest, name: str, content: bytes) -> None:
    """As the browser sends it."""
    visit = app.session_state["visit_token"]
    key = UPLOADS.begin(UPLOADS.ticket(visit, "page"), name, max(len(content), 1))
    UPLOADS.sending(key).upload.write(content)
    UPLOADS.end(key, is_whole=True)
    app.run()


def analyse(app: AppTest) -> None:
    click(app, "Analyse")
    # Which run of a page is asked for by the page itself, only the browser hears.
    while "Cancel" in labels(app) and "Who exercises?" not in words(app):
        app.run()


def is_there(app: AppTest) -> bool:
    """Whether the server has a video of this visit."""
    return UPLOADS.find(app.session_state["visit_token"], "page") is not None


def test_nothing_can_be_analysed_before_a_video_is_there():
    assert button(page(), "Analyse").disabled


def button(app: AppTest, label: str):
    return next(each for each in app.button if each.label == label)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("notes.mp4", b"hello", "notes.mp4: is not a video", id="words"),
        pytest.param("empty.mp4", b"", "empty.mp4", id="empty"),
        pytest.param("..", b"hello", "video: is not a video", id="the folder above as its name"),
        pytest.param("a\0b\n.mp4", b"hello", "a\\\\x00b\\\\n.mp4: is not", id="no characters"),
        pytest.param(
            "![x](https:x.png)", b"hello", "!\\[x\\](https:color[\\:]x.png): is", id="Markdown"
        ),
        pytest.param("é" * 127 + ".mp4", b"hello", "é.mp4: is not a video", id="long"),
        pytest.param("../../up.mp4", b"hello", "up.mp4: is not a video", id="a path as its name"),
    ],
)
def test_what_is_no_video_is_said_in_one_sentence(name, content, said, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = page()
    send(app, name, content)
    analyse(app)
    assert said in words(app)
    assert "/proc" not in words(app)
    assert not is_there(app)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def pulled(tmp_path_factory):
    """One repetition of knee to chest, which is held for a second."""
    folder = tmp_path_factory.mktemp("clips")
    return thinned_clip("knee_to_chest_side", folder / "pull.mp4", of=170)


def reviewed(app, video):
    """The page when a video has been analysed."""
    app.radio(key="review-model").set_value("full")
    send(app, video.name, video.read_bytes())
    analyse(app)
    return app


def test_no_exercise_is_preset():
    app = page()
    assert app.selectbox(key="review-exercise").value == ""
    assert "The coach proposes the exercise" in words(app)


def test_the_exercise_is_proposed_and_judged_anew_without_the_video(pulled, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = reviewed(page(), pulled)
    assert app.selectbox(key="review-exercise").value == KNEE_TO_CHEST
    assert "Proposed by what is seen in the video." in words(app)
    assert "seconds at most, and 20 are asked for" in words(app)
    assert not is_there(app)
    assert list(tmp_path.iterdir()) == []

    app.number_input(key=f"review-hold-{KNEE_TO_CHEST}").set_value(1).run()
    app.number_input(key=f"review-reps-{KNEE_TO_CHEST}").set_value(1).run()
    assert "Well done." in words(app)
    result = app.session_state["review-result"]
    assert '"file": "pull.mp4"' in result.json
    assert result.csv.startswith("time_s,tracked,")

    app.button_group(key=f"review-side-{KNEE_TO_CHEST}").set_value("left").run()
    assert "The right leg moved, and the left leg was asked for" in words(app)
    app.selectbox(key="review-exercise").set_value("figure-4").run()
    assert 'Another exercise was seen: choose "Single knee-to-chest".' in words(app)
    assert "Proposed by what is seen" not in words(app)


def test_what_was_proposed_for_one_video_is_not_preset_for_the_next(pulled, tmp_path):
    app = reviewed(page(), pulled)
    room = film(tmp_path / "room.mp4", np.arange(5) / 10)
    app = reviewed(app, room)
    assert app.selectbox(key="review-exercise").value == ""
    assert "None of the exercises that the coach knows was recognised" in words(app)
    app.selectbox(key="review-exercise").set_value("nerve-floss").run()
    assert "Nobody was found in the picture: nothing was measured." in words(app)


@pytest.fixture
def pair(tmp_path):
    """Two people beside each other."""
    return video_of(
        tmp_path / "pair.mp4",
        side_by_side(
            sample_frames("knee_to_chest_side", 12), sample_frames("nerve_floss_side", 12)
        ),
    )


def test_of_several_people_the_one_who_exercises_is_asked_for(pair, tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    app = page()
    app.selectbox(key="review-exercise").set_value("nerve-floss").run()
    app.radio(key="review-model").set_value("lite")
    send(app, pair.name, pair.read_bytes())
    analyse(app)
    assert "Who exercises?" in words(app)
    assert "review-result" not in app.session_state
    click(app, "Person 1")
    assert "Who exercises?" not in words(app)
    notes = app.session_state["review-result"].analysis.warnings
    assert any(
        "the one who lies, on the left, was followed, as asked for" in each for each in notes
    )
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_file_of_the_server_by_the_same_name_is_not_taken_for_the_video(tmp_path):
    app = page()
    assert Path("pyproject.toml").is_file()
    send(app, "pyproject.toml", film(tmp_path / "room.mp4", np.arange(5) / 10).read_bytes())
    analyse(app)
    app.selectbox(key="review-exercise").set_value("nerve-floss").run()
    assert '"video_sha256": null' in app.session_state["review-result"].json


def test_who_cancels_while_asked_who_exercises_keeps_the_video(pair):
    app = page()
    send(app, pair.name, pair.read_bytes())
    analyse(app)
    assert app.selectbox(key="review-exercise").disabled
    click(app, "Cancel")
    assert "Who exercises?" not in words(app)
    assert is_there(app)
    assert not app.selectbox(key="review-exercise").disabled
    assert not button(app, "Analyse").disabled
