"""Which way up a picture is to be shown: turned by quarters, and mirrored or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import av
import numpy as np
from av.sidedata.sidedata import SideData, Type

from sciatica_coach.motion.pose import FloatArray, Image

_ENTRIES = 9
"""Of a display matrix: 3 x 3 whole numbers, a point being a row (x, y, 1)."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How the columns and rows of a stored picture become those of the upright one."""

    transposed: bool = False
    """Whether rows become columns; this comes first."""
    mirrored: bool = False
    """Whether the columns' order is reversed."""
    upside_down: bool = False
    """Whether the rows' order is reversed."""

    def upright(self, image: Image) -> Image:
        """The picture as it is to be shown."""
        if self.transposed:
            image = image.transpose(1, 0, 2)
        columns, rows = (-1 if turned else 1 for turned in (self.mirrored, self.upside_down))
        return np.ascontiguousarray(image[::rows, ::columns], dtype=np.uint8)


class OrientationReader:
    """Tells the orientation of one track's pictures.

    The side data of a picture, which hold its display matrix, keep it in a circle of references
    until Python looks for such circles: 40 pictures in 8K were 6 GB. So they are read for the
    first picture, and where the turn or the size is another one than before.

    Parameters
    ----------
    tags
        Of the track.
    """

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._tags = tags
        self._of: tuple[object, ...] | None = None
        self._orientation = Orientation()

    def read(self, picture: av.VideoFrame) -> Orientation:
        """How the track's next picture is to be shown."""
        now = (_turn_deg(picture), picture.width, picture.height)
        if now != self._of:
            self._of, self._orientation = now, orientation_of(picture, self._tags)
        return self._orientation


def _turn_deg(picture: av.VideoFrame) -> int | None:
    try:
        return picture.rotation
    except (ValueError, OverflowError):  # a matrix that turns by no angle
        return None


def orientation_of(picture: av.VideoFrame, tags: Mapping[str, str]) -> Orientation:
    """How a picture is to be shown: as its display matrix says, else the track's `rotate` tag.

    An odd angle is taken for the nearest quarter turn.

    Parameters
    ----------
    tags
        Of the track.
    """
    # PyAV's stubs know one kind of side data only.
    side_data = cast("Mapping[Type, SideData]", picture.side_data)
    if Type.DISPLAYMATRIX in side_data:
        content = bytes(side_data[Type.DISPLAYMATRIX])
        matrix = np.frombuffer(content[: 4 * _ENTRIES], dtype=np.int32)
        return _nearest(matrix.reshape(3, 3)[:2, :2].astype(np.float64))
    degrees = next((value for key, value in tags.items() if key.lower() == "rotate"), "0")
    try:
        angle = np.radians(float(degrees))
    except ValueError:
        return Orientation()
    if not np.isfinite(angle):
        return Orientation()
    cos, sin = np.cos(angle), np.sin(angle)
    return _nearest(np.array([[cos, sin], [-sin, cos]]))


def _nearest(matrix: FloatArray) -> Orientation:
    """The one of the eight orientations that a matrix comes nearest to."""
    determinant = float(np.linalg.det(matrix))
    if not determinant:
        return Orientation()
    # A mirrored picture is a turned one whose rows, before the turn, were reversed.
    turn = matrix if determinant > 0 else np.diag([1.0, -1.0]) @ matrix
    angle = np.arctan2(turn[0, 1] - turn[1, 0], turn[0, 0] + turn[1, 1])
    quarters = round(float(angle) / (np.pi / 2)) % 4
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    whole = np.array([[cos, sin], [-sin, cos]])
    if determinant < 0:
        whole = np.diag([1, -1]) @ whole
    (to_x_of_x, to_y_of_x), (to_x_of_y, to_y_of_y) = whole.tolist()
    return Orientation(
        transposed=to_x_of_x == 0,
        mirrored=to_x_of_x + to_x_of_y < 0,
        upside_down=to_y_of_x + to_y_of_y < 0,
    )
