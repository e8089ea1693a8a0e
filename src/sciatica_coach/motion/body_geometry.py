"""Where parts of the body lie: heights, and places along a limb."""

import math

import numpy as np

from sciatica_coach.motion.landmarks import NOSE, SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray

_ON_THE_SHIN = 0.35
"""Shank lengths: a wrist further off does not hold the shin."""


def middle(points: FloatArray, part: Part) -> FloatArray:
    """(..., n) the middle between both sides' landmarks of a part, of (..., 33, n) points."""
    left = int(part)
    return np.asarray((points[..., left, :] + points[..., left + 1, :]) / 2)


def trunk_length_px(pixels: FloatArray) -> float:
    """From mid-hip to mid-shoulder."""
    return math.hypot(*(middle(pixels, Part.SHOULDER) - middle(pixels, Part.HIP)))


def head_height_torso(pixels: FloatArray) -> float:
    """Height of the ears over the hips in the picture, in trunk lengths."""
    height_px = middle(pixels, Part.HIP)[1] - middle(pixels, Part.EAR)[1]
    return float(height_px / np.float64(trunk_length_px(pixels)))


def profile_share(pixels: FloatArray) -> float:
    """How much the head is seen from the side: about 0.8 in profile, 0.3 facing the camera.

    From the ears' middle to the nose, against that and the ears' distance from each other.
    """
    left, right = (pixels[Part.EAR.of(side)] for side in SIDES)
    ahead = math.hypot(*(pixels[NOSE] - middle(pixels, Part.EAR)))
    apart = math.hypot(*(left - right))
    return ahead / (ahead + apart) if ahead + apart > 0 else np.nan


def along_limb(point: FloatArray, start: FloatArray, end: FloatArray) -> tuple[float, float]:
    """Where a point lies along a limb (0 start, 1 end), and how far off its line.

    Both in lengths of the limb; NaN for a limb without length.
    """
    limb = end - start
    square = float(limb @ limb)
    if not square > 0:
        return np.nan, np.nan
    away = point - start
    across = limb[0] * away[1] - limb[1] * away[0]
    return float(away @ limb / square), float(abs(across) / square)


def wrist_along_shin(pixels: FloatArray, side: Side) -> float:
    """Where the hand that is nearest holds the shin, 0 knee to 1 ankle; NaN if none does."""
    knee, ankle = pixels[Part.KNEE.of(side)], pixels[Part.ANKLE.of(side)]
    places = [along_limb(pixels[Part.WRIST.of(hand)], knee, ankle) for hand in SIDES]
    holding = [along for along, off in places if off < _ON_THE_SHIN and -0.3 < along < 1.1]
    return max(holding, default=np.nan)


def ankle_on_other_thigh(pixels: FloatArray, side: Side) -> tuple[float, float]:
    """Where this ankle lies along the other thigh (0 hip, 1 knee), and how far off it."""
    hip, knee = pixels[Part.HIP.of(side.other)], pixels[Part.KNEE.of(side.other)]
    return along_limb(pixels[Part.ANKLE.of(side)], hip, knee)
