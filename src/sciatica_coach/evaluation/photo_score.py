"""Many photographs in a few figures: how far angles are off, in groups that can be compared."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from sciatica_coach.evaluation.photos import JOINTS, Measured, PhotoResult
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.uncertainty import bound_90_deg

SIDE_ON_DEG = 30.0
"""Photographs from further off the side are shown in a group of their own only: no angle is
promised there."""
LEAST = 10
"""Smaller groups are shown, but not held against the pose model: one picture would decide."""
WORSE_DEG = 0.5
"""A group must not be worse than the pose model alone by more."""
_SIZES_DEG = (-180.0, 0.0, 30.0, 60.0, 90.0, 120.0, 180.0)
_YAWS_DEG = (0.0, 10.0, 20.0, SIDE_ON_DEG)

Way = Callable[[PhotoResult], Measured]


@dataclass(frozen=True, slots=True)
class Case:
    """One angle of one leg of one photograph."""

    photo: str
    position: str
    yaw_deg: float
    joint: str
    near: bool
    true_deg: float
    raw_off_deg: float
    """Measured minus true by the pose model alone; NaN if it found nobody."""
    off_deg: float
    """The same of the coach; NaN where it refused."""
    covered: bool
    """Whether the true angle lies within the stated uncertainty."""


@dataclass(frozen=True, slots=True)
class Off:
    """How far angles are off, in degrees."""

    mean_deg: float
    """Mean absolute error."""
    bias_deg: float
    """Mean of measured minus true."""
    p95_deg: float
    """Nineteen of twenty are off by less."""


@dataclass(frozen=True, slots=True)
class Group:
    """Angles of one kind."""

    name: str
    joint: str
    near: bool
    angles: int
    refused: int
    raw: Off
    """Over all of them."""
    raw_where_given: Off
    """Over those that the coach gave: to be held against `ours`."""
    ours: Off
    covered: float
    """Share of the angles given that lie within the stated uncertainty."""

    @property
    def is_worse(self) -> bool:
        """Whether the coach is worse than the pose model alone where it matters."""
        worse_deg = self.ours.mean_deg - self.raw_where_given.mean_deg
        return self.angles - self.refused >= LEAST and worse_deg > WORSE_DEG


@dataclass(frozen=True, slots=True)
class Names:
    """How legs are named on photographs with both legs annotated."""

    photos: int
    raw_swapped: int
    swapped: int
    renamed_wrongly: int
    """The pose model was right, the coach is not."""
    renamed_rightly: int
    not_given: int
    """Photographs whose legs are said not to be known."""


def cases(results: Sequence[PhotoResult], way: Way) -> list[Case]:
    """Every annotated angle of photographs that show one person."""
    return [
        case for result in results if result.photo.people == 1 for case in _of_photo(result, way)
    ]


def _of_photo(result: PhotoResult, way: Way) -> Iterator[Case]:
    photo, ours = result.photo, way(result)
    for key, true_deg in photo.angles_deg.items():
        off_deg = _off_deg(ours.angles_deg[key], true_deg)
        yield Case(
            photo.name,
            photo.position,
            photo.yaw_deg,
            joint=key[1],
            near=key[0] is photo.near_side,
            true_deg=true_deg,
            raw_off_deg=_off_deg(result.raw.angles_deg[key], true_deg),
            off_deg=off_deg,
            covered=abs(off_deg) <= bound_90_deg(ours.standard_error_deg[key]),
        )


def _off_deg(measured_deg: float, true_deg: float) -> float:
    return (measured_deg - true_deg + 180) % 360 - 180


def groups(found: Sequence[Case]) -> list[Group]:
    """The angles by joint and leg, then by position, by size and by yaw; empty groups left out."""
    made = []
    for joint, near in product(JOINTS, (True, False)):
        mine = [case for case in found if case.joint == joint and case.near is near]
        side_on = [case for case in mine if abs(case.yaw_deg) <= SIDE_ON_DEG]
        members = {"all, side-on": side_on}
        for position in sorted({case.position for case in side_on}):
            members[position] = [case for case in side_on if case.position == position]
        for low, high in pairwise(_SIZES_DEG):
            members[f"{low:.0f} to {high:.0f} deg" if low >= 0 else "extended"] = [
                case for case in side_on if low <= case.true_deg < high
            ]
        for low, high in pairwise(_YAWS_DEG):
            members[f"yaw {low:.0f} to {high:.0f}"] = [
                case for case in side_on if low <= abs(case.yaw_deg) < high + (high == SIDE_ON_DEG)
            ]
        members[f"yaw over {SIDE_ON_DEG:.0f}"] = [
            case for case in mine if abs(case.yaw_deg) > SIDE_ON_DEG
        ]
        made += [_group(name, joint, near, each) for name, each in members.items() if each]
    return made


def _group(name: str, joint: str, near: bool, members: Sequence[Case]) -> Group:
    raw_deg = np.array([case.raw_off_deg for case in members])
    ours_deg = np.array([case.off_deg for case in members])
    given = np.isfinite(ours_deg)
    covered = np.array([case.covered for case in members])[given]
    return Group(
        name,
        joint,
        near,
        angles=len(members),
        refused=int((~given).sum()),
        raw=_off(raw_deg),
        raw_where_given=_off(raw_deg[given]),
        ours=_off(ours_deg),
        covered=float(covered.mean()) if len(covered) else np.nan,
    )


def _off(off_deg: FloatArray) -> Off:
    known = off_deg[np.isfinite(off_deg)]
    if not len(known):
        return Off(np.nan, np.nan, np.nan)
    size_deg = np.abs(known)
    return Off(float(size_deg.mean()), float(known.mean()), float(np.percentile(size_deg, 95)))


def names(results: Sequence[PhotoResult], way: Way) -> Names:
    """How legs are named, where photographs of one person tell both."""
    told = [
        (result.raw.swapped, way(result).swapped)
        for result in results
        if result.photo.people == 1 and result.photo.legs_px is not None
    ]
    return Names(
        photos=len(told),
        raw_swapped=sum(raw is True for raw, _ in told),
        swapped=sum(ours is True for _, ours in told),
        renamed_wrongly=sum(raw is False and ours is True for raw, ours in told),
        renamed_rightly=sum(raw is True and ours is False for raw, ours in told),
        not_given=sum(ours is None for _, ours in told),
    )
