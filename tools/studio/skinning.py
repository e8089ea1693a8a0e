"""The skin follows the bones: dual quaternions keep its volume where a hip bends by 120 degrees."""

import numpy as np

from tools.studio.geometry import FloatArray


def skinned(
    vertices: FloatArray, weights: FloatArray, turns: FloatArray, shifts: FloatArray
) -> FloatArray:
    """Where the vertices of the rest pose come to lie.

    Parameters
    ----------
    vertices
        (n, 3) in the rest pose.
    weights
        (n, bones).
    turns, shifts
        (bones, 3, 3) and (bones, 3): a bone takes a rest point p to ``turn @ p + shift``.

    Returns
    -------
    (n, 3)
    """
    real = _quaternions(turns)
    real[real @ real[1] < 0] *= -1
    dual = 0.5 * _product(np.concatenate([np.zeros((len(shifts), 1)), shifts], 1), real)
    # q and -q are the same turn: each vertex takes those on the side of its main bone.
    signs = np.sign(real @ real.T)
    if (signs < 0).any():
        weights = weights * signs[weights.argmax(1)]
    blended, moved = np.split(weights @ np.concatenate([real, dual], 1), 2, axis=1)
    length = np.linalg.norm(blended, axis=1, keepdims=True)
    blended, moved = blended / length, moved / length
    scalar, vector = blended[:, :1], blended[:, 1:]
    turned = vertices + 2 * np.cross(vector, np.cross(vector, vertices) + scalar * vertices)
    shift = scalar * moved[:, 1:] - moved[:, :1] * vector + np.cross(vector, moved[:, 1:])
    return np.asarray(turned + 2 * shift)


def _quaternions(turns: FloatArray) -> FloatArray:
    """(n, 4) unit quaternions w, x, y, z: the largest eigenvector of Bar-Itzhack's matrix."""
    m = turns
    matrix = np.zeros((len(m), 4, 4))
    matrix[:, 0, 0] = m[:, 0, 0] - m[:, 1, 1] - m[:, 2, 2]
    matrix[:, 1, 1] = m[:, 1, 1] - m[:, 0, 0] - m[:, 2, 2]
    matrix[:, 2, 2] = m[:, 2, 2] - m[:, 0, 0] - m[:, 1, 1]
    matrix[:, 3, 3] = m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2]
    # eigh reads the lower triangle only.
    matrix[:, 1, 0] = m[:, 0, 1] + m[:, 1, 0]
    matrix[:, 2, 0] = m[:, 0, 2] + m[:, 2, 0]
    matrix[:, 2, 1] = m[:, 1, 2] + m[:, 2, 1]
    matrix[:, 3, 0] = m[:, 2, 1] - m[:, 1, 2]
    matrix[:, 3, 1] = m[:, 0, 2] - m[:, 2, 0]
    matrix[:, 3, 2] = m[:, 1, 0] - m[:, 0, 1]
    largest = np.linalg.eigh(matrix)[1][:, :, -1]
    return np.asarray(largest[:, [3, 0, 1, 2]])


def _product(a: FloatArray, b: FloatArray) -> FloatArray:
    """(n, 4) Hamilton products."""
    w, x, y, z = np.moveaxis(a, -1, 0)
    u, i, j, k = np.moveaxis(b, -1, 0)
    return np.stack(
        [
            w * u - x * i - y * j - z * k,
            w * i + x * u + y * k - z * j,
            w * j - x * k + y * u + z * i,
            w * k + x * j - y * i + z * u,
        ],
        -1,
    )
