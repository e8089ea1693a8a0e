"""One real analysis for all tests that only look at it."""

import pytest

from sciatica_coach import analyse
from sciatica_coach.capture.model import Model
from tests.films import thinned_clip


@pytest.fixture(scope="session")
def analysis(tmp_path_factory):
    folder = tmp_path_factory.mktemp("analysis")
    clip = thinned_clip("knee_to_chest_side", folder / "knee_to_chest_side.mp4")
    return analyse(clip, "single-knee-to-chest", model=Model.FULL, reps=3)
