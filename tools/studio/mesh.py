"""Meshes: finer, with normals; and the simple ones that furniture is made of."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools.studio.geometry import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A surface that does not move."""

    points: FloatArray
    """(n, 3)"""
    normals: FloatArray
    """(n, 3)"""
    triangles: IntArray
    """(m, 3)"""


def triangulated(quads: IntArray) -> IntArray:
    """(m, 3) triangles of (k, 4) faces; a face that repeats a corner gives one."""
    t = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    whole = (t[:, 0] != t[:, 1]) & (t[:, 1] != t[:, 2]) & (t[:, 0] != t[:, 2])
    return np.asarray(t[whole])


def normals_of(points: FloatArray, triangles: IntArray) -> FloatArray:
    """(n, 3) unit normals, faces weighted by their area."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    faces = np.cross(b - a, c - a)
    sums = [
        sum(np.bincount(triangles[:, i], faces[:, axis], len(points)) for i in range(3))
        for axis in range(3)
    ]
    normals = np.stack([np.asarray(s) for s in sums], 1)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def subdivided(quads: IntArray, values: FloatArray) -> tuple[IntArray, FloatArray]:
    """One Catmull-Clark step; what is given by vertex (n, k) is smoothed alike.

    Returns
    -------
    (4 m, 4) faces and (n', k) values.
    """
    count, faces = len(values), values[quads].mean(1)
    corners = np.sort(np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)]), 1)
    edges, inverse, uses = np.unique(corners, axis=0, return_inverse=True, return_counts=True)
    inverse = inverse.ravel()
    middle = values[edges].mean(1)
    face_sum = np.zeros((len(edges), values.shape[1]))
    np.add.at(face_sum, inverse, faces[np.tile(np.arange(len(quads)), 4)])
    inner = (uses == 2)[:, None]
    edge_points = np.where(inner, 0.5 * middle + 0.5 * face_sum / uses[:, None], middle)
    border = np.zeros(count, bool)
    border[edges[uses == 1]] = True
    moved = _moved_vertices(quads, edges, values, faces, middle)
    valence = np.bincount(quads.ravel(), minlength=count)
    kept = np.where((border | (valence < 3))[:, None], values, moved)
    edge_index = (count + inverse).reshape(4, -1)
    face_index = count + len(edges) + np.arange(len(quads))
    parts = [
        np.stack([quads[:, i], edge_index[i], face_index, edge_index[i - 1]], 1) for i in range(4)
    ]
    return np.concatenate(parts), np.concatenate([kept, edge_points, faces])


def _moved_vertices(
    quads: IntArray, edges: IntArray, values: FloatArray, faces: FloatArray, middle: FloatArray
) -> FloatArray:
    face_sum, edge_sum = np.zeros_like(values), np.zeros_like(values)
    for i in range(4):
        np.add.at(face_sum, quads[:, i], faces)
    for i in range(2):
        np.add.at(edge_sum, edges[:, i], middle)
    valence = np.maximum(np.bincount(quads.ravel(), minlength=len(values)), 1)[:, None]
    degree = np.maximum(np.bincount(edges.ravel(), minlength=len(values)), 1)[:, None]
    return np.asarray(
        (face_sum / valence + 2 * edge_sum / degree + (valence - 3) * values) / valence
    )


def box(low: npt.ArrayLike, high: npt.ArrayLike) -> Mesh:
    """A box along the axes."""
    corners = np.array([low, high], dtype=np.float64)
    points: list[FloatArray] = []
    normals: list[FloatArray] = []
    triangles: list[list[int]] = []
    for axis in range(3):
        for end in (0, 1):
            first = len(points)
            for a, b in ((0, 0), (1, 0), (1, 1), (0, 1)):
                pick = np.zeros(3, int)
                pick[[axis, (axis + 1) % 3, (axis + 2) % 3]] = end, a, b
                points.append(corners[pick, np.arange(3)])
                normals.append(np.eye(3)[axis] * (2 * end - 1))
            order = [[0, 1, 2], [0, 2, 3]] if end else [[0, 2, 1], [0, 3, 2]]
            triangles += [[first + i for i in face] for face in order]
    return Mesh(np.array(points), np.array(normals), np.array(triangles))


def ellipsoid(centre: npt.ArrayLike, radii: npt.ArrayLike, steps: int = 20) -> Mesh:
    """An ellipsoid along the axes."""
    size = np.asarray(radii, dtype=np.float64)
    polar, turn = np.meshgrid(np.linspace(0, np.pi, steps), np.linspace(0, 2 * np.pi, 2 * steps))
    directions = np.stack(
        [np.sin(polar) * np.cos(turn), np.cos(polar), np.sin(polar) * np.sin(turn)], -1
    ).reshape(-1, 3)
    triangles = []
    for i in range(2 * steps - 1):
        for a in range(i * steps, i * steps + steps - 1):
            triangles += [[a, a + steps, a + 1], [a + 1, a + steps, a + steps + 1]]
    normals = directions / size
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Mesh(np.asarray(centre) + directions * size, normals, np.array(triangles))
