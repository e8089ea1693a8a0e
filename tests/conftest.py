import os
import tempfile

import pytest
from hypothesis import settings

from sciatica_coach.paths import STATE_VARIABLE

# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session):
    """What is kept of visits in tests does not belong among the user's own."""
    folder = tempfile.TemporaryDirectory(prefix="coach-state-")
    session.config.add_cleanup(folder.cleanup)
    os.environ[STATE_VARIABLE] = folder.name
    return (yield)
