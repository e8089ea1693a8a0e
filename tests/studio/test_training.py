import numpy as np
import pytest

from studio.training import training_scene


@pytest.mark.parametrize("seed", range(6))
def test_a_training_scene_moves_one_person_once(seed):
    scene = training_scene(seed).scene
    movement = scene.person.movement
    assert len(movement.true_reps()) == 1
    assert movement.duration_s < 10
    for time_s in np.linspace(0, movement.duration_s, 3):
        marks = movement.human.landmarks(movement.human.solve(movement.pose(time_s)))
        assert np.isfinite(list(marks.values())).all()


def test_the_same_seed_gives_the_same_scene():
    first, again = (training_scene(11) for _ in range(2))
    assert first.about == again.about
    assert first.scene.camera == again.scene.camera
