"""Which moments are looked at, and how annotations are read."""

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import Side
from studio.pose_errors import flexion_deg
from studio.stills import annotated_subject, moments_s
from tests.studio.test_truth import chosen


def test_start_middle_and_peak_of_a_movement():
    movement = chosen("ktc_clean").scene.person.movement
    shares = [movement.progress(time_s)[0] for time_s in moments_s(movement).values()]
    assert shares == pytest.approx([0, 0.5, 1], abs=0.12)


def test_an_annotated_photograph_keeps_what_is_known():
    points = {"shoulder": (0, 100), "hip": (100, 100), "knee": (100, 0)}
    about = {
        "position": "lying",
        "near_side": "right",
        "legs": {"right": {"points": {name: {"xy": xy} for name, xy in points.items()}}},
    }
    person = annotated_subject("One/0", about)
    assert list(person.legs) == [Side.RIGHT]
    hip_deg, knee_deg = flexion_deg(person.legs[Side.RIGHT], person.near_side)
    assert hip_deg == pytest.approx(90)
    assert np.isnan(knee_deg)
