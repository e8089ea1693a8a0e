"""What the measured angles are called on the pages."""

from sciatica_coach.exercise.movement import Movement
from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.ui.literal import Markdown
from sciatica_coach.ui.speaking import say

_OF_A_SIDE = {
    (Quantity.HIP_FLEXION, Side.LEFT): N_("Hip flexion (thigh to trunk), left"),
    (Quantity.HIP_FLEXION, Side.RIGHT): N_("Hip flexion (thigh to trunk), right"),
    (Quantity.KNEE_FLEXION, Side.LEFT): N_("Knee flexion, left"),
    (Quantity.KNEE_FLEXION, Side.RIGHT): N_("Knee flexion, right"),
    (Quantity.ANKLE_DORSIFLEXION, Side.LEFT): N_("Ankle, toes up, left"),
    (Quantity.ANKLE_DORSIFLEXION, Side.RIGHT): N_("Ankle, toes up, right"),
    (Quantity.THIGH_ELEVATION, Side.LEFT): N_("Lift of the thigh, left"),
    (Quantity.THIGH_ELEVATION, Side.RIGHT): N_("Lift of the thigh, right"),
    (Quantity.LEG_ELEVATION, Side.LEFT): N_("Lift of the leg, left"),
    (Quantity.LEG_ELEVATION, Side.RIGHT): N_("Lift of the leg, right"),
}
_OF_EITHER = {
    Quantity.HIP_FLEXION: N_("Hip flexion (thigh to trunk)"),
    Quantity.KNEE_FLEXION: N_("Knee flexion"),
    Quantity.ANKLE_DORSIFLEXION: N_("Ankle, toes up"),
    Quantity.THIGH_ELEVATION: N_("Lift of the thigh"),
    Quantity.LEG_ELEVATION: N_("Lift of the leg"),
}
_OF_THE_MIDDLE = {
    Quantity.NECK_FLEXION: N_("Head, chin down"),
    Quantity.TRUNK_INCLINATION: N_("Lean of the trunk"),
}


def angle_name(movement: Movement, side: Side) -> Markdown:
    """The measured angle in words, with its leg.

    Parameters
    ----------
    side
        The working side.
    """
    leg = movement.leg.of(side)
    middle = _OF_THE_MIDDLE.get(movement.quantity)
    return say(middle or _OF_A_SIDE[movement.quantity, leg])


def motion_name(movement: Movement) -> Markdown:
    """The measured angle in words, of either side."""
    return say(_OF_EITHER.get(movement.quantity) or _OF_THE_MIDDLE[movement.quantity])
