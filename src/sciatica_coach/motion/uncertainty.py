"""How far a measured angle may be off, as photographs of real people have shown.

The figures are from 132 photographs of single people, seen within 30 degrees of side-on, whose
joints were annotated by eye (`sciatica-coach bench --photos` measures the same). Each was fitted on
all people but one and tried on that one, and contains the annotators' own error of some 3 degrees.
"""

from typing import TypeVar

import numpy as np

from sciatica_coach.motion.landmarks import SIDES
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from sciatica_coach.motion.viewpoint import Viewpoint

Degrees = TypeVar("Degrees", float, FloatArray)
_ONE_ESTIMATE_DEG = {
    Quantity.HIP_FLEXION: (7.0, 13.1),
    Quantity.KNEE_FLEXION: (8.1, 11.5),
    Quantity.ANKLE_DORSIFLEXION: (16.0, 16.0),
    Quantity.TRUNK_INCLINATION: (5.0, 5.0),
    Quantity.THIGH_ELEVATION: (5.0, 10.7),
    Quantity.LEG_ELEVATION: (3.6, 3.8),
    Quantity.NECK_FLEXION: (8.0, 8.0),  # from rendered people: no photograph tells the neck
}
"""Half of what nine of ten angles are off at most: of the near leg, and of the far one."""
_TWO_ESTIMATES_DEG = {
    Quantity.HIP_FLEXION: (5.7, 11.0),
    Quantity.KNEE_FLEXION: (5.4, 7.3),
    Quantity.ANKLE_DORSIFLEXION: (12.3, 12.3),
    Quantity.TRUNK_INCLINATION: (5.0, 5.0),
    Quantity.THIGH_ELEVATION: (4.1, 6.3),
    Quantity.LEG_ELEVATION: (2.8, 3.3),
    Quantity.NECK_FLEXION: (8.0, 8.0),
}
"""The same where two estimates agree; what they differ by comes on top."""
_PER_DEVIATION = 2.0
"""Standard error for each degree by which two estimates lie from their mean."""


def _table(degrees: dict[Quantity, tuple[float, float]]) -> FloatArray:
    """(quantity, near and far); NaN for what is no angle."""
    table = np.full((QUANTITY_COUNT, 2), np.nan)
    for quantity, near_and_far in degrees.items():
        table[quantity.row] = near_and_far
    return table


_ONE_ESTIMATE, _TWO_ESTIMATES = _table(_ONE_ESTIMATE_DEG), _table(_TWO_ESTIMATES_DEG)


def standard_errors_deg(
    viewpoint: Viewpoint | None,
    deviation_deg: FloatArray | None = None,
    picture: PictureQuality | None = None,
) -> FloatArray:
    """The standard error of every angle of one pose.

    Parameters
    ----------
    viewpoint
        Tells which leg is the far one; while that is not known both are taken as far.
    deviation_deg
        (quantity, side) degrees by which two estimates lie from their mean; None if there was one.
    picture
        How well the picture shows the person; None for a good one.

    Returns
    -------
    (quantity, side) degrees; `bound_90_deg` says what it means. NaN for what is no angle.
    """
    factor = picture.uncertainty_factor if picture else 1.0
    near = viewpoint.near_side if viewpoint else None
    columns = [0 if side is near else 1 for side in SIDES]
    if deviation_deg is None:
        return factor * _ONE_ESTIMATE[:, columns]
    agreed = factor * _TWO_ESTIMATES[:, columns]
    return np.asarray(np.hypot(agreed, _PER_DEVIATION * deviation_deg))


def bound_90_deg(standard_error_deg: Degrees) -> Degrees:
    """How far nine of ten angles with this standard error are off at most, degrees.

    Errors of pose models have long tails: for a normal distribution it would be 1.64 times as much.
    """
    return 2 * standard_error_deg
