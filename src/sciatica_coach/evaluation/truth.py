"""What truly happens in a clip, as its `.truth.json` tells."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sciatica_coach.errors import SourceError
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import Quantity

_HELD_SHARE = 0.75
"""Of the true hold is asked for, where the clip says nothing: room for the error of a hold."""
_UNDER_WAY = 0.02
"""Progress from which a repetition has begun."""
_LEG = (Part.KNEE, Part.ANKLE)
"""Joints by which legs are told apart; toes of both feet may lie together."""


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition or attempt as it was done."""

    start_s: float
    end_s: float
    complete: bool
    hold_s: float
    faults: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """One clip's truth.

    Left and right are the person's, as in the picture: a mirrored clip is of a mirrored person.
    """

    name: str
    clip: Path
    exercise: str | None
    """None for a clip in which no exercise of ours is done."""
    side: Side | None
    """The working side; None if there is none."""
    hold_asked_s: float
    """Dose to judge by: a repetition held for less is none."""
    reps: tuple[TrueRep, ...]
    time_s: FloatArray
    """(frames,)"""
    columns: dict[str, int]
    rows: FloatArray
    """(frames, column)"""
    legs_px: FloatArray | None
    """(frames, side, knee and ankle, 2) pixels; None if the clip does not tell."""

    @property
    def complete_reps(self) -> int:
        """How many repetitions count."""
        return sum(rep.complete for rep in self.reps)

    @property
    def attempts(self) -> int:
        """How many turned back early or were held too short."""
        return len(self.reps) - self.complete_reps

    def angle_deg(self, joint: Quantity, side: Side) -> FloatArray:
        """(frames,) the true course of a joint; NaN where the clip does not tell it."""
        name = f"{joint}_deg" if joint is Quantity.NECK_FLEXION else f"{side}_{joint}_deg"
        if name not in self.columns:
            return np.full(len(self.time_s), np.nan)
        return self.rows[:, self.columns[name]]


def read_truth(path: Path) -> Truth:
    """Read the truth that lies beside a clip.

    Raises
    ------
    SourceError
        If the file is not the truth of a clip.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return _truth(path, told)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise SourceError(f"{path}: cannot be read as the truth of a clip ({error!r}).") from error


def _truth(path: Path, told: dict[str, Any]) -> Truth:
    columns = {name: column for column, name in enumerate(told["columns"])}
    rows = np.array(told["rows"], dtype=np.float64)
    reps = _reps(told, columns, rows)
    negative = bool(told.get("negative", False))
    side = told.get("moving_side")
    return Truth(
        name=told["name"],
        clip=path.with_name(f"{told['name']}.mp4"),
        exercise=None if negative else told["exercise"],
        side=Side(side) if side in set(SIDES) else None,
        hold_asked_s=float(told.get("hold_asked_s", _HELD_SHARE * _shortest_hold_s(reps))),
        reps=() if negative else reps,
        time_s=rows[:, columns["time_s"]],
        columns=columns,
        rows=rows,
        legs_px=_legs_px(told),
    )


def _shortest_hold_s(reps: tuple[TrueRep, ...]) -> float:
    return min((rep.hold_s for rep in reps if rep.complete), default=0.0)


def _reps(told: dict[str, Any], columns: dict[str, int], rows: FloatArray) -> tuple[TrueRep, ...]:
    if "reps" in told:
        return tuple(
            TrueRep(
                rep["start_s"],
                rep["end_s"],
                bool(rep["complete"]),
                float(rep.get("hold_s", 0.0)),
                frozenset(rep.get("faults", ())),
            )
            for rep in told["reps"]
        )
    hold_s = float(told.get("hold_s", 0.0))
    times, numbers = rows[:, columns["time_s"]], rows[:, columns["rep"]]
    under_way = rows[:, columns["progress"]] > _UNDER_WAY
    return tuple(
        TrueRep(float(within.min()), float(within.max()), True, hold_s, frozenset())
        for number in range(told["complete_reps"])
        if len(within := times[under_way & (numbers == number)])
    )


def _legs_px(told: dict[str, Any]) -> FloatArray | None:
    if "pixels" not in told:
        return None
    marks = [
        [told["landmarks"].index(f"{side}_{part.name.lower()}") for part in _LEG] for side in SIDES
    ]
    return np.array(told["pixels"], dtype=np.float64)[:, marks]
