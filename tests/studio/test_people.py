"""Random bodies."""

import numpy as np
import pytest

from tools.studio.body import stored_body, with_hips_at_depth
from tools.studio.people import random_body


@pytest.mark.parametrize("name", ["male", "female"])
def test_hips_are_moved_between_buttock_and_groin_and_nothing_else_is(name):
    body = stored_body(name)
    back, front = (with_hips_at_depth(body, share) for share in (0.0, 1.0))
    moved = [i for i, there in enumerate(front.heads != back.heads) if there.any()]
    assert [body.bone_names[i] for i in moved] == ["thigh_l", "thigh_r"]
    assert (back.heads[moved][:, 2] < body.heads[moved][:, 2]).all()
    assert (front.heads[moved][:, 2] > body.heads[moved][:, 2]).all()
    assert front.heads[moved][:, :2] == pytest.approx(body.heads[moved][:, :2])


def test_random_people_have_their_hips_nearer_to_the_groin():
    for seed in range(5):
        body = random_body(np.random.default_rng(seed))
        middle, nearer = (with_hips_at_depth(body, share).heads for share in (0.5, 0.56))
        hip = body.bone_names.index("thigh_l")
        assert middle[hip, 2] < body.heads[hip, 2] < nearer[hip, 2]
