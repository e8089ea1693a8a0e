import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople
from tests.films import sample_frames, side_by_side


@pytest.fixture(scope="session")
def frames():
    return side_by_side(
        sample_frames("knee_to_chest_side", 20), sample_frames("nerve_floss_side", 20)
    )


@pytest.fixture(scope="session")
def finder():
    with MediaPipePeople() as finder:
        yield finder
