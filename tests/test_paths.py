"""The files that come with the product are where the product looks for them."""

import pytest

from sciatica_coach import __version__, version
from sciatica_coach.capture.model import Model
from sciatica_coach.paths import EXERCISES, MODELS, ROOT, SAMPLES, STATE_VARIABLE, state_folder


def test_the_shipped_files_are_there():
    assert (ROOT / "app.py").is_file()
    assert len(list(EXERCISES.glob("*.toml"))) >= 3
    assert len(list(SAMPLES.glob("*.mp4"))) >= 3


@pytest.mark.parametrize("model", Model)
def test_every_pose_model_is_there(model):
    assert model.path.parent == MODELS
    assert model.path.is_file()


def test_there_is_one_version():
    assert __version__ == version.__version__


def test_the_state_folder_can_be_moved(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path))
    assert state_folder() == tmp_path
    monkeypatch.delenv(STATE_VARIABLE)
    assert state_folder().name == "sciatica-coach"
