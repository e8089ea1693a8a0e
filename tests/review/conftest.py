"""One real analysis for all tests that only look at it."""

import pytest

from sciatica_coach import analyse
from sciatica_coach.capture.model import Model
from sciatica_coach.paths import SAMPLES


@pytest.fixture(scope="session")
def analysis():
    return analyse(
        SAMPLES / "knee_to_chest_side.mp4", "single-knee-to-chest", model=Model.FULL, reps=3
    )
