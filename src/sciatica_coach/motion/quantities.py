"""The quantities that exercises are written in: what can be measured of a pose."""

from enum import StrEnum


class Unit(StrEnum):
    """What a quantity is counted in."""

    DEG = "deg"
    TORSO = "torso"
    """Lengths of the person's own trunk, from hip to shoulder."""
    SHARE = "share"
    """Shares of a limb's length: 0 at its near end, 1 at its far end."""


class Quantity(StrEnum):
    """What is measured at every frame, mostly once a side.

    Angles are projected on the picture, with clinical signs: + is the named motion, 0 is the
    anatomical position. Those of the head and the trunk have no side: both columns are equal.
    """

    HIP_FLEXION = "hip_flexion"
    """Thigh against trunk; an estimate that holds some pelvis and low back as well."""
    KNEE_FLEXION = "knee_flexion"
    """Shank against thigh."""
    ANKLE_DORSIFLEXION = "ankle_dorsiflexion"
    """Foot against shank; offset by shoe and model, so only its change is judged."""
    NECK_FLEXION = "neck_flexion"
    """Pitch of the head against the trunk; only its change is judged."""
    TRUNK_INCLINATION = "trunk_inclination"
    """Trunk against the picture's vertical; + leans to the front."""
    THIGH_ELEVATION = "thigh_elevation"
    """Thigh against the picture's horizontal; + has the knee above the hip, beyond 90 it leans over
    to the head."""
    LEG_ELEVATION = "leg_elevation"
    """Mid-hip to ankle against the picture's horizontal; + has the ankle above the hip."""
    HEAD_HEIGHT = "head_height"
    """Height of the ear in the picture; only its change is judged."""
    WRIST_ALONG_SHIN = "wrist_along_shin"
    """Where the nearer hand rests on the shin, 0 knee to 1 ankle; not measured elsewhere."""
    ANKLE_ALONG_OTHER_THIGH = "ankle_along_other_thigh"
    """Where this ankle lies along the other thigh, 0 hip to 1 knee."""
    ANKLE_OFF_OTHER_THIGH = "ankle_off_other_thigh"
    """How far this ankle is from the other thigh's line, in lengths of that thigh."""

    @property
    def unit(self) -> Unit:
        """What this quantity is counted in."""
        return _UNITS.get(self, Unit.DEG)

    @property
    def row(self) -> int:
        """Row of this quantity in arrays of shape (quantity, side)."""
        return _ROWS[self]


_UNITS = {
    Quantity.HEAD_HEIGHT: Unit.TORSO,
    Quantity.WRIST_ALONG_SHIN: Unit.SHARE,
    Quantity.ANKLE_ALONG_OTHER_THIGH: Unit.SHARE,
    Quantity.ANKLE_OFF_OTHER_THIGH: Unit.SHARE,
}
_ROWS = {quantity: row for row, quantity in enumerate(Quantity)}

QUANTITY_COUNT = len(_ROWS)

ANGLES = tuple(quantity for quantity in Quantity if quantity.unit is Unit.DEG)
MIDLINE = frozenset({Quantity.NECK_FLEXION, Quantity.TRUNK_INCLINATION, Quantity.HEAD_HEIGHT})
"""Quantities without a side."""
