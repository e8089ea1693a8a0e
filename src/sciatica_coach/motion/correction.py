"""Corrects a pose model's own errors at hip, knee, ankle and neck, and says how sure it is.

A pose model places a hip that is hidden behind a thigh wrongly, and always in much the same way.
A small network has learnt these errors on rendered people whose joint angles are known; it gives,
for one pose, what to add to each angle, how uncertain the result is, and where the camera stands
in the person's own axes. Another one tells whether the model has taken left for right. They know
nothing of left and right, of the picture's vertical or of the person's size: a pose is turned,
mirrored and scaled to one form before it is looked at.
"""

from collections.abc import Sequence
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
_MARKS = np.array(
    [[NOSE, *(p.of(s) for p in _PAIRED), *(p.of(s.other) for p in _PAIRED)] for s in SIDES]
)
"""(side, landmark) in the order in which a leg's own side comes first."""
_BONE_STARTS, _BONE_ENDS = (
    np.array([[bone[end].of(each) for bone in _BONES for each in (s, s.other)] for s in SIDES])
    for end in (0, 1)
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
    """One network, or several of one form side by side."""

    weights: tuple[FloatArray, ...]
    """(..., inputs, outputs) of each layer."""
    biases: tuple[FloatArray, ...]
    """(..., 1, outputs) of each layer."""

    def of(self, inputs: FloatArray) -> FloatArray:
        """(..., rows, outputs) of (rows, inputs)."""
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
        self._networks = _network(arrays, "", range(_count(arrays, "weight_{}_0")))
        self._naming_line = arrays["naming_line"]
        self._naming = _network(arrays, "naming_", range(1))

    @classmethod
    def read(cls, file: BytesIO) -> Self:
        """The correction that is kept in an .npz file."""
        with np.load(file, allow_pickle=False) as arrays:
            return cls({name: arrays[name].astype(np.float32) for name in arrays.files})

    def see(self, pose: Pose, angles_deg: FloatArray, facing: int) -> FloatArray | None:
        """What the networks take of a pose; None if a landmark that is needed is missing.

        Parameters
        ----------
        angles_deg
            (side, joint) as measured on the picture; joints as in `CORRECTED`.
        facing
            1 or -1, see `motion.facing`.
        """
        seen = inputs(pose, angles_deg, facing)
        if not np.isfinite(seen).all():
            return None
        scaled = np.clip((seen - self._mean) / self._spread, -_FURTHEST, _FURTHEST)
        return scaled.astype(np.float32)

    def of(self, seen: FloatArray) -> Corrected:
        """What is wrong with the angles of a pose that was seen."""
        opinions = self._networks.of(seen).astype(np.float64)
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

    def naming_odds(self, seen: FloatArray | None) -> float:
        """Log odds that left is left, by the rest of the body; 0 where nothing was seen."""
        if seen is None:
            return 0.0
        offset, slope = self._naming_line
        odds = float(offset + slope * self._naming.of(seen).sum())
        return _SAME_ERROR * odds + _FOR_THE_MODEL


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
        marks = _MARKS[side.column]
        angles = np.concatenate([angles_deg[side.column], angles_deg[side.other.column]])
        rows.append(
            np.concatenate(
                [
                    flat[marks].ravel(),
                    deep[marks].ravel(),
                    pose.visibility[marks],
                    down,
                    np.linalg.norm(
                        flat[_BONE_STARTS[side.column]] - flat[_BONE_ENDS[side.column]], axis=1
                    ),
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


def _network(arrays: dict[str, FloatArray], prefix: str, numbers: Sequence[int]) -> _Network:
    """Those networks side by side."""
    layers = range(_count(arrays, f"{prefix}weight_0_{{}}"))
    return _Network(
        tuple(np.stack([arrays[f"{prefix}weight_{n}_{m}"] for n in numbers]) for m in layers),
        tuple(np.stack([arrays[f"{prefix}bias_{n}_{m}"][None] for n in numbers]) for m in layers),
    )


def _count(arrays: dict[str, FloatArray], name: str) -> int:
    count = 0
    while name.format(count) in arrays:
        count += 1
    return count
