import numpy as np
import pytest

from tests.studio.people import person
from tools.studio.clothes import dressed
from tools.studio.mesh import box, ellipsoid, normals_of, subdivided, triangulated
from tools.studio.people import random_outfit
from tools.studio.pose import Pose

CUBE = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
FACES = np.array(
    [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
)


@pytest.mark.parametrize(
    "mesh", [box((-1, 0, 2), (1, 3, 4)), ellipsoid((0, 1.5, 3), (1, 1.5, 1))], ids=["box", "egg"]
)
def test_normals_point_outwards(mesh):
    centre = np.array([0, 1.5, 3])
    assert (np.sum(mesh.normals * (mesh.points - centre), 1) > 0).all()


def test_triangles_of_a_box_are_wound_as_their_normals():
    mesh = box((0, 0, 0), (1, 2, 3))
    assert normals_of(mesh.points, mesh.triangles) == pytest.approx(mesh.normals)


def test_subdivision_rounds_a_cube_and_keeps_its_middle():
    faces, points = subdivided(FACES, CUBE)
    assert faces.shape == (24, 4)
    assert points.shape == (8 + 12 + 6, 3)
    assert points.mean(0) == pytest.approx([0.5, 0.5, 0.5])
    assert np.ptp(points[:8]) < 1


def test_a_face_that_repeats_a_corner_gives_one_triangle():
    assert triangulated(np.array([[0, 1, 2, 2]])).tolist() == [[0, 1, 2]]


def test_clothes_cover_the_person_and_follow_them():
    human = person()
    shells = dressed(human, random_outfit(np.random.default_rng(0)))
    assert set(shells) == {"skin", "shirt", "trousers", "hair", "eyes"}
    here, there = (human.solve(Pose(root=np.array([x, 1.0, 0]))) for x in (0.0, 2.0))
    for shell in shells.values():
        points, normals = shell.placed(here)
        assert np.isfinite(points).all()
        assert np.linalg.norm(normals, axis=1).max() == pytest.approx(1)
        assert shell.placed(there)[0] == pytest.approx(points + np.array([2.0, 0, 0]))
