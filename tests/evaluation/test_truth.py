"""The truth of a clip is read as its file tells it, or the file is named."""

import json
import math

import numpy as np
import pytest

from sciatica_coach.errors import SourceError
from sciatica_coach.evaluation.truth import TrueRep, read_truth
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity

TOLD = {
    "name": "pulls",
    "exercise": "single-knee-to-chest",
    "moving_side": "right",
    "complete_reps": 2,
    "hold_s": 2.0,
    "columns": ["time_s", "rep", "progress", "right_hip_flexion_deg", "neck_flexion_deg"],
    "rows": [
        [0.0, 0, 0.0, 5.0, 1.0],
        [0.1, 0, 0.5, 50.0, 2.0],
        [0.2, 0, 1.0, 95.0, 3.0],
        [0.3, 0, 0.01, 6.0, 4.0],
        [0.4, 1, 0.03, 8.0, 5.0],
        [0.5, 1, 1.0, 96.0, 6.0],
    ],
}
REPS = [
    {"start_s": 0.1, "end_s": 0.2, "complete": True, "hold_s": 4.0, "faults": ["head_lifts"]},
    {"start_s": 0.3, "end_s": 0.4, "complete": False, "hold_s": 1.0},
    {"start_s": 0.5, "end_s": 0.5, "complete": True, "hold_s": 3.0},
]


@pytest.fixture
def read(tmp_path):
    def read(**changes):
        path = tmp_path / "pulls.truth.json"
        path.write_text(json.dumps(TOLD | changes), encoding="utf-8")
        return read_truth(path)

    return read


def test_the_clip_lies_beside_its_truth(read, tmp_path):
    truth = read()
    assert (truth.name, truth.clip) == ("pulls", tmp_path / "pulls.mp4")
    assert (truth.exercise, truth.side) == ("single-knee-to-chest", Side.RIGHT)
    assert truth.time_s.tolist() == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]


def test_repetitions_are_found_by_their_progress(read):
    """A hundredth of the way is still rest; a repetition without a frame is none."""
    nothing = frozenset()
    assert read(complete_reps=3).reps == (
        TrueRep(0.1, 0.2, True, 2.0, nothing),
        TrueRep(0.4, 0.5, True, 2.0, nothing),
    )


def test_repetitions_that_are_told_one_by_one(read):
    truth = read(reps=REPS)
    assert (truth.complete_reps, truth.attempts) == (2, 1)
    assert truth.reps[0] == TrueRep(0.1, 0.2, True, 4.0, frozenset({"head_lifts"}))
    assert truth.reps[1].faults == frozenset()


@pytest.mark.parametrize(
    ("changes", "asked_s"),
    [
        pytest.param({}, 1.5, id="three quarters of the hold"),
        pytest.param({"reps": REPS}, 2.25, id="of the shortest one that counts"),
        pytest.param({"reps": []}, 0.0, id="no repetition"),
        pytest.param({"hold_asked_s": 5.0}, 5.0, id="as told"),
    ],
)
def test_the_hold_that_is_asked_for(read, changes, asked_s):
    assert read(**changes).hold_asked_s == asked_s


def test_a_clip_without_an_exercise_has_no_repetitions(read):
    truth = read(negative=True)
    assert (truth.exercise, truth.reps) == (None, ())


@pytest.mark.parametrize(("told", "side"), [("left", Side.LEFT), ("both", None), (None, None)])
def test_the_side_that_works(read, told, side):
    assert read(moving_side=told).side is side


@pytest.mark.parametrize(
    ("joint", "side", "first_deg"),
    [
        pytest.param(Quantity.HIP_FLEXION, Side.RIGHT, 5.0, id="of a side"),
        pytest.param(Quantity.HIP_FLEXION, Side.LEFT, math.nan, id="not told of this side"),
        pytest.param(Quantity.NECK_FLEXION, Side.LEFT, 1.0, id="of no side"),
    ],
)
def test_the_true_course_of_a_joint(read, joint, side, first_deg):
    course_deg = read().angle_deg(joint, side)
    assert course_deg.shape == (len(TOLD["rows"]),)
    np.testing.assert_equal(course_deg[0], first_deg)


def test_places_of_the_legs_are_sorted_by_side_and_joint(read):
    landmarks = ["right_ankle", "nose", "left_knee", "right_knee", "left_ankle"]
    truth = read(landmarks=landmarks, pixels=[[[10 * i, i] for i in range(5)]])
    assert truth.legs_px.tolist() == [[[[20, 2], [40, 4]], [[30, 3], [0, 0]]]]
    assert read().legs_px is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="no table"),
        pytest.param('{"name": "broken"}', id="keys are missing"),
        pytest.param(json.dumps(TOLD | {"rows": []}), id="no row"),
    ],
)
def test_a_truth_that_cannot_be_read_is_told(tmp_path, content):
    path = tmp_path / "broken.truth.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"broken\.truth\.json: .* truth of a clip"):
        read_truth(path)


def test_a_truth_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SourceError, match="truth of a clip"):
        read_truth(tmp_path / "none.truth.json")
