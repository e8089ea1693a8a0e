import numpy as np
import pytest

from sciatica_coach.paths import DATA_VARIABLE, STATE_VARIABLE
from sciatica_coach.records.database import URL_VARIABLE
from tests.films import film


@pytest.fixture
def room(tmp_path):
    return film(tmp_path / "room.mp4", np.arange(12) / 10)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept of people."""
    folder = tmp_path / "kept"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return folder
