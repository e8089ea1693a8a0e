import pytest

from sciatica_coach.capture.model import RECORDING_MODEL, Model


@pytest.mark.parametrize("model", Model)
def test_every_model_is_shipped(model):
    assert model.path.is_file()
    assert model.path.name == model.file_name == f"pose_landmarker_{model.value}.task"


def test_recordings_have_time_for_the_most_exact_model():
    assert RECORDING_MODEL is Model.HEAVY
