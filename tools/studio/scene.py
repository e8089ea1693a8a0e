"""What is filmed: who moves, in what clothes and room, seen by what camera."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools.studio.camera import Camera
from tools.studio.clothes import Outfit
from tools.studio.geometry import FloatArray
from tools.studio.movements.movement import Movement
from tools.studio.pose import Pose
from tools.studio.rooms import Room
from tools.studio.shots import Sensor
from tools.studio.surfaces import Colour

Picture = npt.NDArray[np.uint8]
"""(height, width, 3), RGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody who moves, dressed."""

    movement: Movement
    outfit: Outfit


@dataclass(frozen=True, slots=True)
class Occluder:
    """A box that stands between the camera and a part of the person."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    colour: Colour = (0.66, 0.52, 0.36)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that is needed for a picture at any moment."""

    person: Person
    room: Room
    camera: Camera
    sensor: Sensor
    companion: Person | None = None
    """A second person: somebody who walks by, or helps."""
    occluder: Occluder | None = None
    mirrored: bool = False
    """Left for right: the head to the right of the picture, the left leg nearer."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One frame, and what is true in it. All as the picture shows it, mirrored or not."""

    picture: Picture
    pose: Pose
    landmarks: Mapping[str, FloatArray]
    """(3,) metres in the room, not mirrored."""
