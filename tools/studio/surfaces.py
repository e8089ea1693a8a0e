"""What a surface looks like: its material and colours, and the light in a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Colour = tuple[float, float, float]
"""Red, green, blue as seen (sRGB), 0..1."""
BLACK: Colour = (0.0, 0.0, 0.0)


class Material(StrEnum):
    """The name is what the surface shader is told."""

    SKIN = "SKIN"
    CLOTH = "CLOTH"
    HAIR = "HAIR"
    EYE = "EYE"
    LAMINATE = "LAMINATE"
    TILES = "TILES"
    FABRIC = "FABRIC"
    WALL = "WALL"
    PLAIN = "PLAIN"


@dataclass(frozen=True, slots=True)
class Look:
    """The material of a surface and its colours."""

    material: Material
    colour: Colour
    second: Colour = BLACK
    """Brows, iris or stripes; black for none."""
    marks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """Where on the resting body the face is painted."""


@dataclass(frozen=True, slots=True)
class Light:
    """The light in a room."""

    direction: Colour
    """Towards the sun or lamp; any length."""
    sun: Colour
    sky: Colour
    """What comes from above."""
    ground: Colour
    """What comes from below."""
    exposure: float
