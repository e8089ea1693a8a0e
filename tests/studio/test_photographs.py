"""How annotations of photographs are read."""

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import Side
from tools.studio.photographs import annotated_subject
from tools.studio.pose_errors import flexion_deg


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
