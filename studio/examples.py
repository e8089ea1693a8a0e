"""What a pose model measured beside what is true: the examples that a correction learns from."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np

from sciatica_coach.capture.model import Model
from sciatica_coach.motion.correction import CORRECTED, inputs
from sciatica_coach.motion.facing import Facing
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.reading import measure
from studio.geometry import FloatArray

_TRUE_COLUMNS = {Side.LEFT: (0, 3, 4, 10), Side.RIGHT: (5, 8, 9, 10)}
"""Columns of a record's `truth` for the joints of `CORRECTED`."""
_TOLD_APART = (Part.KNEE, Part.ANKLE)
_CLEARLY = 0.8
"""Legs are named the wrong way round if the other names fit better by a fifth."""
_LOST_DEG = 120.0
"""Angles further off are of a pose that has nothing to do with the person."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """One row for each leg of each frame."""

    inputs: FloatArray
    """(rows, input) as the correction sees them: the left leg of a frame, then the right one."""
    misnamed: FloatArray
    """(rows, input) the same with left taken for right."""
    named_rightly: FloatArray
    """(rows,) whether the model itself had left and right as in `inputs`, not as in `misnamed`."""
    off_deg: FloatArray
    """(rows, joint) what must be added to the measured angle; joints as in `CORRECTED`."""
    true_deg: FloatArray
    """(rows, joint)"""
    camera: FloatArray
    """(rows, 3) direction of the camera: to this leg's side, to the head, to the front."""
    scene: FloatArray
    """(rows,) the scene's seed."""
    kind: FloatArray
    """(rows,) number of the kind of movement."""

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All of them, in order."""
        return cls(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)))

    def where(self, rows: FloatArray) -> "Examples":
        """Those rows (a mask)."""
        return Examples(*(getattr(self, field.name)[rows] for field in fields(self)))


def read_examples(paths: Sequence[Path], model: Model) -> Examples:
    """The examples of recorded scenes (see `studio.landmarks`), without poses that are lost."""
    kinds: dict[str, int] = {}
    return Examples.joined([each for path in paths for each in _of_scene(path, model, kinds)])


def _of_scene(path: Path, model: Model, kinds: dict[str, int]) -> Iterator[Examples]:
    """Two rows for each frame: the left leg and the right one."""
    with np.load(path, allow_pickle=False) as file:
        record = {name: file[name] for name in file.files}
    about = json.loads(str(record["meta"]))
    kind = kinds.setdefault(about["kind"], len(kinds))
    camera = _camera_of_sides(about)
    facing = Facing()
    for index, pose, named_rightly in _poses(record, about, model):
        front = facing.update(pose)
        angles_deg, seen = _look(pose, front)
        true = np.array([record["truth"][index][list(_TRUE_COLUMNS[side])] for side in SIDES])
        off = (true - angles_deg + 180) % 360 - 180
        if np.isfinite(off).all() and np.abs(off).max() < _LOST_DEG:
            misnamed = _look(pose.with_legs_swapped(), front)[1]
            named, scene, number = (
                np.full(2, value) for value in (named_rightly, about["seed"], kind)
            )
            yield Examples(seen, misnamed, named, off, true, camera, scene, number)


def _look(pose: Pose, front: int) -> tuple[FloatArray, FloatArray]:
    """Angles as measured (side, joint), and what the correction sees of the pose."""
    angles_deg = measure(pose.pixels, front)[[joint.row for joint in CORRECTED]].T
    return angles_deg, inputs(pose, angles_deg, front)


def _camera_of_sides(about: dict[str, list[float]]) -> FloatArray:
    """(side, 3) the camera's direction with the first axis towards each side."""
    to_right, to_head, to_front = about["cam_body"]
    if about["flip"]:
        to_right = -to_right
    return np.array([[-to_right, to_head, to_front], [to_right, to_head, to_front]])


def _poses(
    record: dict[str, FloatArray], about: dict[str, tuple[int, int]], model: Model
) -> Iterator[tuple[int, Pose, bool]]:
    """Poses with the legs named rightly, which is what the correction will be given.

    With the number of the frame, and whether the model had them named so.
    """
    names = list(record["names"])
    marks = [[names.index(f"{side}_{p.name.lower()}") for p in _TOLD_APART] for side in SIDES]
    ours = [[part.of(side) for part in _TOLD_APART] for side in SIDES]
    for index, (seen, world) in enumerate(
        zip(record[model.value], record[f"{model.value}_w"], strict=True)
    ):
        if not np.isfinite(seen).all():
            continue
        width, height = about["size"]
        time_s = float(record["t"][index])
        pose = Pose(time_s, seen[:, :2], world, seen[:, 3], (width, height))
        true_px = record["px"][index][marks]
        kept = np.linalg.norm(pose.pixels[ours] - true_px, axis=-1).sum()
        other = np.linalg.norm(pose.pixels[ours] - true_px[::-1], axis=-1).sum()
        named_rightly = bool(other >= _CLEARLY * kept)
        yield index, pose if named_rightly else pose.with_legs_swapped(), named_rightly
