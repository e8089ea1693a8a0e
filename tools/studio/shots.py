"""Where the camera stands, and how good it is."""

from dataclasses import dataclass

import numpy as np

from tools.studio.camera import Camera
from tools.studio.people import Random

_MARGIN_M = 0.25


@dataclass(frozen=True, slots=True)
class Framing:
    """What must be seen."""

    x_m: float
    y_m: float
    half_width_m: float
    half_height_m: float


LYING = Framing(0.05, 0.33, 1.15, 0.45)
LYING_LEG_UP = Framing(0.05, 0.45, 1.15, 0.62)
LOW_SEAT = Framing(0.0, 0.54, 1.15, 0.74)
"""Room for who sits on the floor or low above it, the legs before them."""
SITTING = Framing(0.10, 0.66, 0.75, 0.78)
STANDING = Framing(0.05, 0.86, 1.25, 1.06)
"""Room for who stands before they lie or sit down."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """What the camera does to the picture."""

    noise: float = 2.5
    """Standard deviation, of 255."""
    blur_px: float = 0.0
    """An eye that is out of focus: standard deviation."""
    subframes: int = 1
    """Pictures that are averaged into one: motion blur."""
    shutter: float = 0.6
    """The share of a frame's time that it is open, where there are sub-frames."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One way to look at a framing."""

    yaw_deg: float = 0.0
    """Off side-on; positive: towards the feet of who lies, the front of who sits."""
    height_m: float = 0.85
    field_deg: float = 52.0
    distance: float = 1.1
    """1 fills the picture."""
    roll_deg: float = 0.0
    aim_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Off what should be in the middle."""

    def camera(self, framing: Framing, size_px: tuple[int, int]) -> Camera:
        """The camera of this shot."""
        half_m = max(framing.half_width_m, framing.half_height_m * size_px[0] / size_px[1])
        distance_m = half_m / np.tan(np.radians(self.field_deg / 2)) * self.distance + _MARGIN_M
        yaw = np.radians(self.yaw_deg)
        eye = (
            framing.x_m + distance_m * float(np.sin(yaw)),
            self.height_m,
            distance_m * float(np.cos(yaw)),
        )
        lift = 0.06 * (self.height_m - 0.8)
        target = (
            framing.x_m + self.aim_m[0],
            framing.y_m + self.aim_m[1] + lift,
            self.aim_m[2],
        )
        return Camera(eye, target, size_px, self.field_deg, self.roll_deg)


def random_shot(rng: Random, yaw_deg: float) -> Shot:
    """A camera as somebody at home may put it up."""
    return Shot(
        yaw_deg=yaw_deg,
        height_m=rng.uniform(0.35, 1.5),
        field_deg=rng.uniform(46, 68),
        distance=rng.uniform(1.0, 1.35),
        roll_deg=rng.normal(0, 1.8),
        aim_m=(rng.normal(0, 0.05), rng.normal(0, 0.04), rng.normal(0, 0.05)),
    )
