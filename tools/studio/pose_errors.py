"""How far a pose model's angles are off on single pictures, as seen on the picture (2D).

Rendered people and photographs are measured by the same rules, so that one can be held beside the
other: hip flexion is the turn from the trunk (shoulder to hip) to the thigh, knee flexion the turn
from the thigh to the shank. Flexion is positive.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica_coach.motion.landmarks import Part, Side
from tools.studio.geometry import FloatArray

LEG_PARTS = (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE)
"""The points of a leg's array, in this order."""
JOINTS = ("hip", "knee")
POSITIONS = ("lying", "seated")
FLEXION_LIMITS_DEG = (-60.0, 45.0, 90.0, 180.0)
ALL_SIZES = f"{FLEXION_LIMITS_DEG[0]:.0f}..{FLEXION_LIMITS_DEG[-1]:.0f}"
_FEW = 5
_TOLD_APART = slice(2, 4)
_CLEARLY = 0.8
"""Legs are swapped if the other names fit better by a fifth."""
_LOST_SHARE = 0.5
"""A pose is lost where its points are off by more than this share of the trunk and leg."""

Legs = dict[Side, FloatArray]
"""(4, 2) pixels of `LEG_PARTS` for each side; NaN where it is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What is true of the person on a picture."""

    picture: str
    """A name."""
    position: str
    """lying or seated."""
    near_side: Side
    legs: Legs
    """Only the legs that are known."""
    anatomical_deg: dict[Side, tuple[float, float]] | None = None
    """Hip and knee flexion of the skeleton in space; None for photographs."""


@dataclass(frozen=True, slots=True)
class JointError:
    """One joint of one leg on one picture."""

    picture: str
    position: str
    joint: str
    near: bool
    true_deg: float
    """As the picture shows it."""
    measured_deg: float
    """With the legs named rightly; NaN where the pose is lost."""
    swapped: bool | None
    """None where only one leg is known."""
    anatomical_deg: float = float("nan")

    @property
    def off_deg(self) -> float:
        """Measured less true, in (-180, 180]."""
        return _turn_deg(self.measured_deg - self.true_deg)

    @property
    def definition_deg(self) -> float:
        """The angle on the picture less that in space."""
        return _turn_deg(self.true_deg - self.anatomical_deg)


def flexion_deg(leg: FloatArray, near_side: Side) -> tuple[float, float]:
    """Hip and knee flexion on the picture.

    Parameters
    ----------
    leg
        (4, 2) pixels, y down: shoulder, hip, knee, ankle.
    near_side
        The side of the person that the camera sees; it says which way they face.
    """
    trunk, thigh, shank = np.diff(leg, axis=0)
    forward = 1 if near_side is Side.LEFT else -1
    return forward * _from_to_deg(trunk, thigh), -forward * _from_to_deg(thigh, shank)


def joint_errors(subject: Subject, seen: Legs | None) -> list[JointError]:
    """A row for each joint of each known leg.

    Parameters
    ----------
    subject
        Who is on the picture.
    seen
        Both legs as the pose model has them; None where it found nobody.
    """
    lost = seen is None or _lost(subject.legs, seen)
    swapped = not lost and seen is not None and _swapped(subject.legs, seen)
    rows = []
    for side, leg in subject.legs.items():
        true_deg = flexion_deg(leg, subject.near_side)
        measured_deg = (float("nan"),) * 2
        if seen is not None and not lost:
            named = side.other if swapped else side
            mixed = np.concatenate([seen[side][:1], seen[named][1:]])
            measured_deg = flexion_deg(mixed, subject.near_side)
        anatomical_deg = (subject.anatomical_deg or {}).get(side, (float("nan"),) * 2)
        rows += [
            JointError(
                subject.picture,
                subject.position,
                joint,
                side is subject.near_side,
                true_deg[i],
                measured_deg[i],
                swapped if len(subject.legs) == 2 and not lost else None,
                anatomical_deg[i],
            )
            for i, joint in enumerate(JOINTS)
            if np.isfinite(true_deg[i])
        ]
    return rows


def _swapped(true: Legs, seen: Legs) -> bool:
    kept, other = (_distance_px(true, seen, swap=swap) for swap in (False, True))
    return other < _CLEARLY * kept


def _distance_px(true: Legs, seen: Legs, *, swap: bool) -> float:
    """How far knees and ankles are off, in sum."""
    parts = [
        np.linalg.norm(seen[side.other if swap else side] - leg, axis=1)[_TOLD_APART]
        for side, leg in true.items()
    ]
    return float(np.nansum(parts))


def _lost(true: Legs, seen: Legs) -> bool:
    """Whether the pose has nothing to do with the person, whichever way the legs are named."""
    lengths = [np.nansum(np.linalg.norm(np.diff(leg, axis=0), axis=1)) for leg in true.values()]
    points = 2 * len(true)
    best_px = min(_distance_px(true, seen, swap=swap) for swap in (False, True)) / points
    return best_px > _LOST_SHARE * float(np.mean(lengths))


def _from_to_deg(first: FloatArray, second: FloatArray) -> float:
    across = first[0] * second[1] - first[1] * second[0]
    return float(np.degrees(np.arctan2(across, first @ second)))


def _turn_deg(angle_deg: float) -> float:
    return 180 - (180 - angle_deg) % 360


@dataclass(frozen=True, slots=True)
class Summary:
    """The errors of one group of joints."""

    count: int
    """Of the poses that are not lost."""
    bias_deg: float
    spread_deg: float
    """Standard deviation."""
    mean_absolute_deg: float
    swapped_share: float
    """Of the pictures with both legs known."""
    lost_share: float


def summary(rows: Sequence[JointError]) -> Summary:
    """Of the errors of a group; NaN where there is nothing to average."""
    off_deg = np.array([row.off_deg for row in rows], dtype=np.float64)
    found = off_deg[np.isfinite(off_deg)]
    known = [row.swapped for row in rows if row.swapped is not None]
    return Summary(
        len(found),
        _average(found, np.mean),
        _average(found, np.std),
        _average(np.abs(found), np.mean),
        _average(known, np.mean),
        _average(~np.isfinite(off_deg), np.mean),
    )


def _average(values: npt.ArrayLike, of: Callable[[FloatArray], np.floating[Any]]) -> float:
    array = np.asarray(values, dtype=np.float64)
    return float(of(array)) if len(array) else float("nan")


Group = tuple[str, str, str]
"""Position, leg and joint, and size of flexion."""


def grouped(rows: Sequence[JointError]) -> dict[Group, list[JointError]]:
    """The rows by position, leg and joint, and size of flexion: all sizes first, then each."""
    limits = [(FLEXION_LIMITS_DEG[0], FLEXION_LIMITS_DEG[-1]), *pairwise(FLEXION_LIMITS_DEG)]
    return {
        (position, f"{'near' if near else 'far'} {joint}", f"{low_deg:.0f}..{high_deg:.0f}"): [
            row
            for row in rows
            if (row.position, row.near, row.joint) == (position, near, joint)
            and low_deg <= row.true_deg < high_deg
        ]
        for position, near, joint in product(POSITIONS, (True, False), JOINTS)
        for low_deg, high_deg in limits
    }


def table(rendered: Sequence[JointError], photographs: Sequence[JointError]) -> str:
    """Markdown: each group's errors on rendered people, then those on photographs.

    After the number of joints: bias, spread, mean absolute error, share of swapped legs. Last, for
    rendered people, what the definition adds: the angle on the picture less that in space.
    """
    lines = [
        "| position | joint | flexion, deg | rendered | bias | spread | MAE | swapped "
        "| photographs | bias | spread | MAE | swapped | picture less space |",
        "|" + " --- |" * 14,
    ]
    ours, theirs = grouped(rendered), grouped(photographs)
    for group, rows in ours.items():
        if rows or theirs[group]:
            definition_deg = _average([row.definition_deg for row in rows], np.mean)
            cells = [
                *group,
                *_cells(summary(rows)),
                *_cells(summary(theirs[group])),
                _written(definition_deg, "+.1f"),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def bias_gap_deg(rendered: Sequence[JointError], photographs: Sequence[JointError]) -> float:
    """One figure for how far the biases are apart: the mean absolute difference.

    Over the sizes of flexion of each joint, weighted by the number of joints in the smaller group;
    groups with few joints are left out.
    """
    differences_deg, weights = [], []
    ours, theirs = grouped(rendered), grouped(photographs)
    for group, rows in ours.items():
        found, wanted = summary(rows), summary(theirs[group])
        count = min(found.count, wanted.count)
        if group[2] != ALL_SIZES and count >= _FEW:
            differences_deg.append(abs(found.bias_deg - wanted.bias_deg))
            weights.append(count)
    return float(np.average(differences_deg, weights=weights)) if weights else float("nan")


def _cells(group: Summary) -> tuple[str, ...]:
    return (
        str(group.count),
        _written(group.bias_deg, "+.1f"),
        _written(group.spread_deg, ".1f"),
        _written(group.mean_absolute_deg, ".1f"),
        _written(group.swapped_share, ".0%"),
    )


def _written(value: float, form: str) -> str:
    return format(value, form) if np.isfinite(value) else ""


def write_rows(path: Path, rows: Sequence[JointError]) -> None:
    """A CSV file of the rows, to look closer."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(JointError)])
        writer.writerows(astuple(row) for row in rows)
