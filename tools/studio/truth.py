"""What is true of a clip, as a JSON file beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sciatica_coach.atomic_file import write_atomic
from tools.studio.camera import Camera
from tools.studio.geometry import FloatArray
from tools.studio.movements.movement import Movement
from tools.studio.pose import SIDES, Pose, Side, other_side
from tools.studio.scene import Scene, Shown
from tools.studio.timing import INCOMPLETE, TrueRep

_LEG_ANGLES = ("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg")
COLUMNS = (
    "time_s",
    "rep",
    "progress",
    *(f"{side}_{angle}" for side in SIDES for angle in _LEG_ANGLES),
    "neck_flexion_deg",
    "trunk_flexion_deg",
)
_MIRRORED = {"left": "right", "right": "left"}


@dataclass(slots=True)
class TruthBook:
    """Collects the truth, frame by frame."""

    scene: Scene
    fps: int
    rows: list[list[float]] = field(default_factory=list)
    pixels: list[list[list[float]]] = field(default_factory=list)
    names: tuple[str, ...] = ()

    def add(self, shown: Shown) -> None:
        """Note what is true in the next frame."""
        movement, mirrored = self.scene.person.movement, self.scene.mirrored
        time_s = len(self.rows) / self.fps
        share, index = movement.progress(time_s)
        angles = angles_deg(shown.pose, mirrored=mirrored)
        self.rows.append(
            [round(time_s, 3), index, round(share, 3), *(round(angle, 2) for angle in angles)]
        )
        points = np.array(list(shown.landmarks.values()))
        seen = pixels_of(self.scene.camera, points, mirrored=mirrored)
        self.pixels.append(np.round(seen, 1).tolist())
        self.names = landmark_names(tuple(shown.landmarks), mirrored=mirrored)

    def document(self, **about: object) -> dict[str, Any]:
        """The whole truth, as it is written down."""
        scene, movement = self.scene, self.scene.person.movement
        reps = movement.true_reps()
        width, height = scene.camera.size_px
        return {
            **about,
            "exercise": movement.exercise,
            "moving_side": _seen_side(movement.moving_side, mirrored=scene.mirrored),
            "complete_reps": sum(rep.complete for rep in reps),
            "attempts": _attempts(movement, reps),
            "hold_s": _hold_s(reps),
            "faults": [
                {"rule": fault.value, "rep": number}
                for number, rep in enumerate(reps, 1)
                for fault in rep.faults
            ],
            "reps": [_rep(rep) for rep in reps],
            "raised_arms_s": np.round(movement.raised_arms_s, 3).tolist(),
            "negative": not movement.counts,
            "variant": movement.variant,
            "mirrored": scene.mirrored,
            "fps": self.fps,
            "frames": len(self.rows),
            "size": [width, height],
            "synthetic": True,
            "landmarks": list(self.names),
            "columns": list(COLUMNS),
            "rows": self.rows,
            "pixels": self.pixels,
        }


def angles_deg(pose: Pose, *, mirrored: bool) -> list[float]:
    """Angles in the order of COLUMNS, from the left hip on."""
    sides: Sequence[Side] = [other_side(side) for side in SIDES] if mirrored else SIDES
    legs = [pose.legs[side] for side in sides]
    return [
        *(
            angle
            for leg in legs
            for angle in (leg.hip_flexion_deg, leg.knee_flexion_deg, leg.ankle_dorsiflexion_deg)
        ),
        pose.neck_flexion_deg,
        pose.spine_flexion_deg,
    ]


def landmark_names(names: tuple[str, ...], *, mirrored: bool) -> tuple[str, ...]:
    """The names in a mirrored picture: left for right."""
    if not mirrored:
        return names
    parts = (name.partition("_") for name in names)
    return tuple(_MIRRORED.get(first, first) + rest + last for first, rest, last in parts)


def pixels_of(camera: Camera, points: FloatArray, *, mirrored: bool) -> FloatArray:
    """(n, 2) pixels of (n, 3) points, in the picture as it is shown."""
    seen = camera.pixels(points)
    if mirrored:
        seen[:, 0] = camera.size_px[0] - seen[:, 0]
    return seen


def write_truth(path: Path, document: dict[str, Any]) -> None:
    """Write the file; it appears when it is whole."""
    write_atomic(path, json.dumps(document, separators=(",", ":")))


def _seen_side(side: str | None, *, mirrored: bool) -> str | None:
    return _MIRRORED.get(side, side) if side and mirrored else side


def _attempts(movement: Movement, reps: Sequence[TrueRep]) -> int:
    """Repetitions that do not count, of an exercise that does."""
    if not movement.counts:
        return 0
    return sum(bool(set(rep.faults) & set(INCOMPLETE)) for rep in reps)


def _hold_s(reps: Sequence[TrueRep]) -> float:
    """The hold that is aimed at: that of the repetitions without a fault."""
    return max((rep.hold_s for rep in reps if rep.complete and not rep.faults), default=0.0)


def _rep(rep: TrueRep) -> dict[str, Any]:
    return {
        "start_s": round(rep.start_s, 3),
        "end_s": round(rep.end_s, 3),
        "peak_progress": rep.peak_progress,
        "hold_s": round(rep.hold_s, 3),
        "complete": rep.complete,
        "faults": [fault.value for fault in rep.faults],
    }
