"""What the measured angles are called on the pages."""

from sciatica_coach.exercise.definition import Leg, Movement
from sciatica_coach.language.marking import phrase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.ui.speaking import say

_OF_A_SIDE = {
    (Quantity.HIP_FLEXION, Side.LEFT): phrase("Hip flexion (thigh to trunk), left"),
    (Quantity.HIP_FLEXION, Side.RIGHT): phrase("Hip flexion (thigh to trunk), right"),
    (Quantity.KNEE_FLEXION, Side.LEFT): phrase("Knee flexion, left"),
    (Quantity.KNEE_FLEXION, Side.RIGHT): phrase("Knee flexion, right"),
    (Quantity.ANKLE_DORSIFLEXION, Side.LEFT): phrase("Ankle, toes up, left"),
    (Quantity.ANKLE_DORSIFLEXION, Side.RIGHT): phrase("Ankle, toes up, right"),
    (Quantity.THIGH_ELEVATION, Side.LEFT): phrase("Lift of the thigh, left"),
    (Quantity.THIGH_ELEVATION, Side.RIGHT): phrase("Lift of the thigh, right"),
    (Quantity.LEG_ELEVATION, Side.LEFT): phrase("Lift of the leg, left"),
    (Quantity.LEG_ELEVATION, Side.RIGHT): phrase("Lift of the leg, right"),
}
_OF_THE_MIDDLE = {
    Quantity.NECK_FLEXION: phrase("Head, chin down"),
    Quantity.TRUNK_INCLINATION: phrase("Lean of the trunk"),
}


def angle_name(movement: Movement, side: Side) -> str:
    """The measured angle in words, with its leg.

    Parameters
    ----------
    side
        The working side.
    """
    leg = side if movement.leg is Leg.WORKING else side.other
    middle = _OF_THE_MIDDLE.get(movement.quantity)
    return say(middle or _OF_A_SIDE[movement.quantity, leg])
