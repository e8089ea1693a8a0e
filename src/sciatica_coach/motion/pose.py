"""A picture, the person found in it, and the protocol of whoever finds them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from sciatica_coach.motion.landmarks import (
    LANDMARK_COUNT,
    LEG_PARTS,
    MIRRORED,
    SIDES,
    Part,
    Side,
)
from sciatica_coach.motion.picture import PictureQuality

FloatArray = NDArray[np.float64]
Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture and the moment it was taken."""

    image: Image
    """(H, W, 3) uint8, BGR as OpenCV reads it."""
    time_s: float
    """Seconds since the source began: from its clock, never index / fps."""
    index: int
    """0 for the first frame of the source."""


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """One person's landmarks at one moment.

    Arrays are read-only. A landmark the model did not give is NaN.

    Raises
    ------
    ValueError
        If an array has not the shape given below.
    """

    time_s: float
    """Seconds since the source began."""
    pixels: FloatArray
    """(33, 2) pixels, x right, y down. Not normalised: angles need square pixels."""
    world: FloatArray
    """(33, 3) metres. Origin mid-hip; x to image right, y down, z from camera."""
    visibility: FloatArray
    """(33,) in [0, 1]: how likely the landmark is in view and not hidden."""
    size_px: tuple[int, int]
    """Width and height of the picture."""
    first_px: FloatArray | None = None
    """(33, 2) `pixels` of the first of several estimates whose mean this is; None of one."""
    deviation_px: FloatArray | None = None
    """(33, 2) half of what the first two estimates differ by; None if there was one estimate."""
    legs_disputed: bool = False
    """Whether two estimates gave the legs each other's names: then those are a guess."""
    picture: PictureQuality | None = None
    """How well its picture shows the person; None if it was not measured."""

    def __post_init__(self) -> None:
        for name, shape in (
            ("pixels", (LANDMARK_COUNT, 2)),
            ("world", (LANDMARK_COUNT, 3)),
            ("visibility", (LANDMARK_COUNT,)),
        ):
            array = np.array(getattr(self, name), dtype=np.float64)
            if array.shape != shape:
                raise ValueError(f"{name} must be {shape}, but is {array.shape}")
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        for name in ("first_px", "deviation_px"):
            given: FloatArray | None = getattr(self, name)
            if given is not None and given.shape != self.pixels.shape:
                raise ValueError(f"{name} must be {self.pixels.shape}, but is {given.shape}")

    def with_legs_swapped(self) -> "Pose":
        """The same pose with the left leg called right and the right leg left."""
        order = np.arange(LANDMARK_COUNT)
        for part in LEG_PARTS:
            left, right = (part.of(side) for side in SIDES)
            order[left], order[right] = right, left
        return replace(
            self,
            pixels=self.pixels[order],
            world=self.world[order],
            visibility=self.visibility[order],
            first_px=None if self.first_px is None else self.first_px[order],
            deviation_px=None if self.deviation_px is None else self.deviation_px[order],
        )

    @property
    def first_estimate(self) -> "Pose":
        """Of a mean of estimates the first one, as it would be found without the others."""
        if self.first_px is None:
            return self
        return replace(
            self, pixels=self.first_px, first_px=None, deviation_px=None, legs_disputed=False
        )

    def with_legs_hidden(self, sides: Sequence[Side]) -> "Pose":
        """The same pose with visibility 0 from the knees of these sides downwards."""
        visibility = self.visibility.copy()
        hidden = [part.of(side) for side in sides for part in LEG_PARTS if part is not Part.HIP]
        visibility[hidden] = 0.0
        return replace(self, visibility=visibility)


def mirrored(pose: Pose) -> Pose:
    """The pose that a mirror shows: left becomes right, in the picture and of the person.

    For a pose of one estimate.
    """
    order = list(MIRRORED)
    pixels, world = pose.pixels[order], pose.world[order]
    pixels[:, 0] = pose.size_px[0] - pixels[:, 0]
    world[:, 0] *= -1
    return replace(pose, pixels=pixels, world=world, visibility=pose.visibility[order])


class PoseEstimator(Protocol):
    """Finds the person in a frame. One estimator serves one stream, in order."""

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if nobody is found.

        Frames come with rising `time_s`. The pose carries the frame's `time_s`.

        Raises
        ------
        ModelError
            If the model fails; never for an empty picture.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc_info: object) -> None: ...
