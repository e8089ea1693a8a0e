import os
import tempfile

import pytest

from sciatica_coach.live.keeping import FOLDER_VARIABLE


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session):
    """What is kept of visits in tests does not belong among the user's own."""
    folder = tempfile.TemporaryDirectory(prefix="coach-state-")
    session.config.add_cleanup(folder.cleanup)
    os.environ[FOLDER_VARIABLE] = folder.name
    return (yield)


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    """One browser at a time: while one worker drives it, the other does the rest."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
