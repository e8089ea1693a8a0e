"""Corrects a pose model's own errors at hip, knee, ankle and neck, and says how sure it is.

A pose model places a hip that is hidden behind a thigh wrongly, and always in much the same way.
A small network has learnt these errors on rendered people whose joint angles are known; it gives,
for one pose, what to add to each angle, how uncertain the result is, and where the camera stands
in the person's own axes. Another one tells whether the model has taken left for right. They know
nothing of left and right, of the picture's vertical or of the person's size: a pose is turned,
mirrored and scaled to one form before it is looked at.
"""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Self

import numpy as np

from sciatica_coach.motion.landmarks import NOSE, SIDES, Part
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import MIDLINE, Quantity

CORRECTED = (
    Quantity.HIP_FLEXION,
    Quantity.KNEE_FLEXION,
    Quantity.ANKLE_DORSIFLEXION,
    Quantity.NECK_FLEXION,
)
"""The joints whose angles are corrected, in the order of the network's outputs."""

_MIDLINE = [
    column + block * len(CORRECTED)
    for column, joint in enumerate(CORRECTED)
    if joint in MIDLINE
    for block in range(2)
]
"""Columns of the outputs that speak of a joint without a side."""
_PAIRED = tuple(Part)
_BONES = (
    (Part.SHOULDER, Part.HIP),
    (Part.HIP, Part.KNEE),
    (Part.KNEE, Part.ANKLE),
    (Part.ANKLE, Part.FOOT_INDEX),
    (Part.HEEL, Part.FOOT_INDEX),
)
_FURTHEST = 4.0
"""Standard deviations at which an input is cut off: beyond it nothing was learnt."""
_LARGEST_DEG = 40.0
"""No correction is larger; where more would be needed the pose is wrong altogether."""
_SAME_ERROR = 0.6
"""Share of a pose's log odds that counts: the next one is likely to be wrong in the same way."""
_FOR_THE_MODEL = 0.4
"""Log odds for the model's names in each pose: it is right far more often than not."""
_LEAK = 0.1
"""Slope of a unit below zero."""
_TINY = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """What the network says of one pose."""

    change_deg: FloatArray
    """(side, joint) to be added to the angles as measured; joints as in `CORRECTED`."""
    uncertainty_deg: FloatArray
    """(side, joint) nine of ten angles lie within twice as much.

    What the networks say of it themselves, and how far they disagree: of a pose unlike all that
    they have seen, each is sure of something else.
    """
    camera: FloatArray
    """(3,) direction of the camera in the person's axes: to the left, to the head, to the front."""

    def with_legs_swapped(self) -> "Corrected":
        """The same of the legs by each other's names."""
        return replace(
            self, change_deg=self.change_deg[::-1], uncertainty_deg=self.uncertainty_deg[::-1]
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Network:
    weights: tuple[FloatArray, ...]
    """(inputs, outputs) of each layer."""
    biases: tuple[FloatArray, ...]

    def of(self, inputs: FloatArray) -> FloatArray:
        values = inputs
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            values = values @ weight + bias
            if layer < len(self.weights) - 1:
                values = np.maximum(values, _LEAK * values)
        return values


class Correction:
    """The networks of one pose model; their mean is taken.

    Parameters
    ----------
    arrays
        As `studio` writes them: `mean` and `spread` of the inputs, `widening (joint,)` of the
        uncertainties found on people not trained on, `weight_N_L` and `bias_N_L` of layer L of
        network N, `naming_weight_0_L` and `naming_bias_0_L` of the one that tells legs apart,
        `naming_line (2,)` offset and slope of its log odds.
    """

    def __init__(self, arrays: dict[str, FloatArray]) -> None:
        self._mean, self._spread = arrays["mean"], arrays["spread"]
        self._widening = arrays["widening"]
        self._networks = tuple(
            _Network(_layers(arrays, "weight", number), _layers(arrays, "bias", number))
            for number in range(_count(arrays, "weight_{}_0"))
        )
        self._naming_line = arrays["naming_line"]
        self._naming = _Network(
            _layers(arrays, "naming_weight", 0), _layers(arrays, "naming_bias", 0)
        )

    @classmethod
    def read(cls, file: BytesIO) -> Self:
        """The correction that is kept in an .npz file."""
        with np.load(file, allow_pickle=False) as arrays:
            return cls({name: arrays[name].astype(np.float64) for name in arrays.files})

    def of(self, pose: Pose, angles_deg: FloatArray, facing: int) -> Corrected | None:
        """Look at one pose; None if a landmark that is needed is missing.

        Parameters
        ----------
        angles_deg
            (side, joint) as measured on the picture; joints as in `CORRECTED`.
        facing
            1 or -1, see `motion.facing`.
        """
        seen = self._seen(pose, angles_deg, facing)
        if seen is None:
            return None
        opinions = np.array([network.of(seen) for network in self._networks])
        opinions[..., _MIDLINE] = opinions[..., _MIDLINE].mean(axis=1, keepdims=True)
        outputs, joints = opinions.mean(axis=0), len(CORRECTED)
        stated_deg = self._widening * np.exp(np.clip(outputs[:, joints : 2 * joints], -1, 4))
        apart_deg = 10 * opinions[..., :joints].std(axis=0)
        left, right = outputs[:, 2 * joints :]
        across = (left[0] - right[0]) / 2  # each side's first value is how near it is
        return Corrected(
            change_deg=np.clip(10 * outputs[:, :joints], -_LARGEST_DEG, _LARGEST_DEG),
            uncertainty_deg=np.hypot(stated_deg, apart_deg),
            camera=np.array([across, *(left[1:] + right[1:]) / 2]),
        )

    def naming_odds(self, pose: Pose, angles_deg: FloatArray, facing: int) -> float:
        """Log odds that left is left, by the rest of the body; 0 where nothing can be said."""
        seen = self._seen(pose, angles_deg, facing)
        if seen is None:
            return 0.0
        offset, slope = self._naming_line
        odds = float(offset + slope * self._naming.of(seen).sum())
        return _SAME_ERROR * odds + _FOR_THE_MODEL

    def _seen(self, pose: Pose, angles_deg: FloatArray, facing: int) -> FloatArray | None:
        seen = inputs(pose, angles_deg, facing)
        if not np.isfinite(seen).all():
            return None
        return np.clip((seen - self._mean) / self._spread, -_FURTHEST, _FURTHEST)


@cache
def correction_for(model: str) -> Correction | None:
    """The correction that ships for a pose model; None if there is none."""
    file = files("sciatica_coach.motion") / "corrections" / f"{model}.npz"
    return Correction.read(BytesIO(file.read_bytes())) if file.is_file() else None


def inputs(pose: Pose, angles_deg: FloatArray, facing: int) -> FloatArray:
    """(side, input) what the network sees of each leg: this leg first, then the other one.

    The trunk points along x from the shoulders to the hips, y is the person's front, lengths are
    in trunk lengths: so lying and sitting, left and right, near and far look alike.
    """
    turn, trunk_px = _to_own_axes(pose.pixels, facing)
    flat = (pose.pixels - _middle(pose.pixels, Part.HIP)) @ turn.T / trunk_px
    deep = pose.world - _middle(pose.world, Part.HIP)
    trunk_m = max(float(np.linalg.norm(_middle(deep, Part.SHOULDER))), _TINY)
    deep = np.column_stack([deep[:, :2] @ turn.T, deep[:, 2]]) / trunk_m
    down = turn @ np.array([0.0, 1.0])
    rows = []
    for side in SIDES:
        marks = [NOSE, *(p.of(side) for p in _PAIRED), *(p.of(side.other) for p in _PAIRED)]
        bones = [
            np.linalg.norm(flat[start.of(each)] - flat[end.of(each)])
            for start, end in _BONES
            for each in (side, side.other)
        ]
        angles = np.concatenate([angles_deg[side.column], angles_deg[side.other.column]])
        rows.append(
            np.concatenate(
                [
                    flat[marks].ravel(),
                    deep[marks].ravel(),
                    pose.visibility[marks],
                    down,
                    bones,
                    np.sin(np.radians(angles)),
                    np.cos(np.radians(angles)),
                    angles / 90,
                ]
            )
        )
    return np.array(rows)


def _to_own_axes(pixels: FloatArray, facing: int) -> tuple[FloatArray, float]:
    """The turn (2, 2) from the picture to trunk and front, and the trunk's length in pixels."""
    trunk = _middle(pixels, Part.HIP) - _middle(pixels, Part.SHOULDER)
    length_px = max(float(np.hypot(*trunk)), _TINY)
    along = trunk / length_px
    return np.array([along, facing * np.array([-along[1], along[0]])]), length_px


def _middle(points: FloatArray, part: Part) -> FloatArray:
    return np.asarray((points[part] + points[part + 1]) / 2)


def _layers(arrays: dict[str, FloatArray], kind: str, number: int) -> tuple[FloatArray, ...]:
    name = f"{kind}_{number}_{{}}"
    return tuple(arrays[name.format(layer)] for layer in range(_count(arrays, name)))


def _count(arrays: dict[str, FloatArray], name: str) -> int:
    count = 0
    while name.format(count) in arrays:
        count += 1
    return count
