"""Random bodies and clothes."""

from dataclasses import replace

import numpy as np
import pytest

from studio.body import stored_body, with_hips_at_depth
from studio.people import random_outfit


@pytest.mark.parametrize("name", ["male", "female"])
def test_hips_are_moved_between_buttock_and_groin_and_nothing_else_is(name):
    body = stored_body(name)
    back, front = (with_hips_at_depth(body, share) for share in (0.0, 1.0))
    moved = [i for i, there in enumerate(front.heads != back.heads) if there.any()]
    assert [body.bone_names[i] for i in moved] == ["thigh_l", "thigh_r"]
    assert (back.heads[moved][:, 2] < body.heads[moved][:, 2]).all()
    assert (front.heads[moved][:, 2] > body.heads[moved][:, 2]).all()
    assert front.heads[moved][:, :2] == pytest.approx(body.heads[moved][:, :2])


def test_people_are_barefoot_in_socks_and_in_shoes():
    outfits = [random_outfit(np.random.default_rng(seed)) for seed in range(60)]
    worn = {(outfit.socks is not None, outfit.shoes is not None) for outfit in outfits}
    assert worn == {(False, False), (True, False), (True, True)}


def test_footwear_leaves_the_room_and_camera_of_a_seed_as_they_are():
    first, second = np.random.default_rng(5), np.random.default_rng(5)
    outfit = random_outfit(first)
    second.spawn(3)
    assert replace(
        random_outfit(second), socks=None, shoes=None, sock_top_m=0, soles=(1, 1, 1)
    ) == (replace(outfit, socks=None, shoes=None, sock_top_m=0, soles=(1, 1, 1)))
    assert first.random() == second.random()
