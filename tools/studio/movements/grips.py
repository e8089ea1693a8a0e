"""Where hands take hold. Each function gives the arm on one side of the person."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tools.studio.geometry import FloatArray, unit
from tools.studio.human import PosedLeg
from tools.studio.pose import Arm, Pose, Side, outwards


class Grip(StrEnum):
    """What the hands hold while a knee is drawn to the chest."""

    THIGH = "thigh"
    SHIN = "shin"
    KNEE = "knee"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The leg that is held, and who holds it."""

    pose: Pose
    leg: PosedLeg
    thigh_m: float
    shank_m: float


def behind_thigh(held: Held, side: Side, *, along: float = 0.55, behind_m: float = 0.075) -> Arm:
    """Hands behind the thigh, from both sides, a share of the way to the knee."""
    return _around_thigh(held, side, along * held.thigh_m, behind_m, 0.105)


def behind_own_thigh(held: Held, side: Side) -> Arm:
    """Each hand behind its own thigh, where both are drawn up."""
    return _around_thigh(held, side, 0.30, 0.05, 0.10)


def _around_thigh(held: Held, side: Side, along_m: float, behind_m: float, aside_m: float) -> Arm:
    lateral, along, front = held.leg.thigh.T
    out = outwards(side)
    return Arm(
        wrist=held.leg.hip + along * along_m - front * behind_m + lateral * out * aside_m,
        pole=_elbow_out(held.pose, side, 0.5),
        hand=unit(along * 0.5 - front * 0.6 - lateral * out * 0.5),
        palm=-lateral * out + 0.3 * front,
        curl_deg=28.0,
    )


def on_shin(held: Held, side: Side) -> Arm:
    """Hands on the middle of the shin, from both sides, one below the other."""
    lateral, along, front = held.leg.shank.T
    out = outwards(side)
    share = 0.54 if side == "left" else 0.60
    return Arm(
        wrist=held.leg.knee + along * share * held.shank_m + front * 0.06 + lateral * out * 0.085,
        pole=_elbow_out(held.pose, side, 0.9),
        hand=unit(-lateral * out + 0.05 * front),
        palm=-front - 0.3 * lateral * out,
        curl_deg=35.0,
        shoulder_deg=26.0,
    )


def over_knee(held: Held, side: Side) -> Arm:
    """Hands on the shin just below the knee."""
    lateral, along, front = held.leg.shank.T
    out = outwards(side)
    return Arm(
        wrist=held.leg.knee + along * 0.09 + front * 0.055 + lateral * out * 0.075,
        pole=_elbow_out(held.pose, side, 0.9),
        hand=unit(-lateral * out + 0.15 * front),
        palm=-front,
        curl_deg=30.0,
    )


def on_thigh(held: Held, side: Side, along_m: float = 0.20) -> Arm:
    """A hand that lies on the thigh of who sits."""
    lateral, along, front = held.leg.thigh.T
    out = outwards(side)
    return Arm(
        wrist=held.leg.hip + along * along_m + front * 0.115 + lateral * out * 0.03,
        pole=_elbow_out(held.pose, side, 1.0, 0.5),
        hand=along,
        palm=-front,
        curl_deg=10.0,
    )


def on_seat(held: Held, side: Side) -> Arm:
    """A hand that holds the seat beside the hip."""
    lateral, along, front = held.leg.thigh.T
    out = outwards(side)
    return Arm(
        wrist=held.leg.hip + along * 0.05 - front * 0.02 + lateral * out * 0.13,
        pole=_elbow_out(held.pose, side, 1.0, 0.5),
        hand=along,
        palm=-front,
        curl_deg=10.0,
    )


def _elbow_out(pose: Pose, side: Side, back: float, out: float = 1.0) -> FloatArray:
    left, _, front = pose.pelvis.T
    return np.asarray(unit(left * outwards(side) * out - back * front))
