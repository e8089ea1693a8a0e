"""A camera, and where on its picture a point of the room is seen."""

from dataclasses import dataclass

import numpy as np

from tools.studio.geometry import Y_AXIS, FloatArray, unit

_NEAR_M, _FAR_M = 0.1, 20.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera."""

    eye: tuple[float, float, float]
    """Metres in the room."""
    target: tuple[float, float, float]
    """The point in the middle of the picture."""
    size_px: tuple[int, int]
    """Width and height."""
    field_deg: float = 52.0
    """Horizontal field of view."""
    roll_deg: float = 0.0
    """Positive: the camera leans to its left."""

    @property
    def view(self) -> FloatArray:
        """(4, 4) from the room to camera axes: x right, y up, z towards the viewer."""
        eye = np.array(self.eye, dtype=np.float64)
        forward = unit(np.array(self.target) - eye)
        right = unit(np.cross(forward, Y_AXIS))
        up = np.cross(right, forward)
        roll = np.radians(self.roll_deg)
        rolled_right = np.cos(roll) * right + np.sin(roll) * up
        rolled_up = np.cos(roll) * up - np.sin(roll) * right
        matrix = np.eye(4)
        matrix[:3, :3] = [rolled_right, rolled_up, -forward]
        matrix[:3, 3] = -matrix[:3, :3] @ eye
        return matrix

    @property
    def tangents(self) -> FloatArray:
        """(2,) tangents of half the field, across and up."""
        across = np.tan(np.radians(self.field_deg / 2))
        return np.array([across, across * self.size_px[1] / self.size_px[0]])

    @property
    def projection(self) -> FloatArray:
        """(4, 4) from camera axes to clip space."""
        across, up = self.tangents
        depth = _FAR_M - _NEAR_M
        return np.array(
            [
                [1 / across, 0, 0, 0],
                [0, 1 / up, 0, 0],
                [0, 0, -(_FAR_M + _NEAR_M) / depth, -2 * _FAR_M * _NEAR_M / depth],
                [0, 0, -1, 0],
            ]
        )

    def pixels(self, points: FloatArray) -> FloatArray:
        """(n, 2) pixels, x right, y down, of (n, 3) points in the room."""
        seen = points @ self.view[:3, :3].T + self.view[:3, 3]
        share = seen[:, :2] / (-seen[:, 2:] * self.tangents)
        return np.asarray((share * [0.5, -0.5] + 0.5) * self.size_px)

    def from_camera(self, points: FloatArray) -> FloatArray:
        """(n, 3) metres, x right, y down, z away from the camera, of points in the room."""
        return np.asarray((points @ self.view[:3, :3].T + self.view[:3, 3]) * [1, -1, -1])
