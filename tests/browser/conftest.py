from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driving import running_app

expect.set_options(timeout=20_000)  # two cores may be looking at pictures meanwhile
ARTEFACTS = Path(__file__).parents[2] / "artefacts"


@pytest.fixture(scope="session")
def app(records):
    with running_app(records) as running:
        yield running


@pytest.fixture(scope="session")
def records(tmp_path_factory) -> Path:
    """Where the app keeps what it is asked to."""
    return tmp_path_factory.mktemp("records")


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where screenshots are kept to be looked at; not part of the repository."""
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS


@pytest.fixture(scope="session")
def cameras(tmp_path_factory):
    """A folder for clips that play as the webcam."""
    return tmp_path_factory.mktemp("cameras")
