"""Photographs of people whose joints were annotated by eye, and what is measured of each.

A photograph is shown to the coach as a short still film: as a live camera would show it, and as a
recording. Beside both stands the pose model alone, which looks at it once.
"""

import json
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.coaching.movement.stream import smoothed
from sciatica_coach.coaching.recording import FrameObservation, read_recording
from sciatica_coach.errors import SourceError
from sciatica_coach.evaluation.score import raw_course, swapped_share
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.leg_labels import OfflineLegLabeler, OnlineLegLabeler
from sciatica_coach.motion.measurement import PoseMeasurement, PoseMeasurer
from sciatica_coach.motion.pose import FloatArray, Frame, Pose, PoseEstimator
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.smoothing import OneEuro
from sciatica_coach.review.analyse import recording_estimator

TRUTH = "truth.json"
JOINTS = {"hip": Quantity.HIP_FLEXION, "knee": Quantity.KNEE_FLEXION}
_FRAMES, _STEP_S = 8, 0.04
"""A third of a second: by then a pose model has taken the person's place from its own first look,
as it does in a film."""
_LEG = (Part.KNEE, Part.ANKLE)


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A photograph and what is true of it."""

    name: str
    path: Path
    position: str
    """lying, half, seated, standing or prone."""
    near_side: Side | None
    yaw_deg: float
    """How far the camera is off side-on, by eye."""
    person: str
    people: int
    """How many are in the picture."""
    angles_deg: dict[tuple[Side, str], float]
    """By leg and joint of `JOINTS`; only what was annotated."""
    legs_px: FloatArray | None
    """(side, knee and ankle, 2) pixels; None unless both legs were annotated."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What one way of looking makes of one photograph."""

    angles_deg: dict[tuple[Side, str], float]
    """By leg and joint; NaN where it was not given."""
    standard_error_deg: dict[tuple[Side, str], float]
    """Nine of ten angles lie within twice as much; NaN of the pose model alone."""
    swapped: bool | None
    """Whether the legs are named the wrong way round; None if nobody can tell, or they are said
    not to be known."""


@dataclass(frozen=True, slots=True, eq=False)
class PhotoResult:
    """One photograph as the pose model alone sees it, and as the coach does in its two ways."""

    photo: Photo
    raw: Measured
    live: Measured
    recorded: Measured


def read_photos(folder: Path) -> list[Photo]:
    """The photographs of a folder, by its `truth.json`.

    Raises
    ------
    SourceError
        If there is no truth, it cannot be read, or a photograph is missing.
    """
    path = folder / TRUTH
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["photos"]
        photos = [_photo(folder, name, about) for name, about in told.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path}: cannot be read as the truth of photographs ({error!r})."
        ) from error
    if missing := [photo.path.name for photo in photos if not photo.path.is_file()]:
        raise SourceError(f"{folder}: {len(missing)} photographs are missing, first {missing[0]}.")
    return photos


def _photo(folder: Path, name: str, about: dict[str, Any]) -> Photo:
    legs = {Side(side): leg for side, leg in about["legs"].items()}
    near = about.get("near_side")
    return Photo(
        name=name,
        path=folder / f"{name.replace('/', '__')}.jpg",
        position=about["position"],
        near_side=Side(near) if near in set(SIDES) else None,
        yaw_deg=float(about.get("yaw_deg", 0.0)),
        person=str(about.get("person", "")),
        people=int(about.get("people", 1)),
        angles_deg={
            (side, joint): float(leg["angles_deg"][joint])
            for side, leg in legs.items()
            for joint in JOINTS
            if leg["angles_deg"].get(joint) is not None
        },
        legs_px=_legs_px(legs),
    )


def _legs_px(legs: dict[Side, dict[str, Any]]) -> FloatArray | None:
    try:
        points = [
            [legs[side]["points"][part.name.lower()]["xy"] for part in _LEG] for side in SIDES
        ]
        return np.array(points, dtype=np.float64)
    except (KeyError, TypeError, ValueError):
        return None


def look_at_photos(photos: Sequence[Photo], model: Model) -> Iterator[PhotoResult]:
    """Measure every photograph in all ways.

    Raises
    ------
    SourceError
        If a photograph cannot be read.
    ModelError
        If the pose model is missing or fails.
    """
    for photo in photos:
        image = cv2.imread(str(photo.path))
        if image is None:
            raise SourceError(f"{photo.path.name}: is no picture that can be read.")
        frames = [Frame(np.asarray(image, np.uint8), i * _STEP_S, i) for i in range(_FRAMES)]
        yield PhotoResult(
            photo,
            raw=_raw(photo, frames[0], model),
            live=_measured(photo, _live(frames, model)),
            recorded=_measured(photo, _recorded(frames, model)),
        )


def _raw(photo: Photo, frame: Frame, model: Model) -> Measured:
    """One look of the pose model, its own names, the angles straight from its landmarks."""
    with MediaPipePeople(model, most=1, rounds=1) as finder:
        pose = next(iter(finder.find(frame)), None)
    values = raw_course([FrameObservation(frame.time_s, pose)])[0]
    cells = {key: (JOINTS[key[1]].row, key[0].column) for key in photo.angles_deg}
    return Measured(
        {key: float(values[cell]) for key, cell in cells.items()},
        dict.fromkeys(cells, np.nan),
        _is_swapped(pose, photo.legs_px),
    )


def _live(frames: Sequence[Frame], model: Model) -> PoseMeasurement:
    reader, smoother = PoseMeasurer(OnlineLegLabeler()), OneEuro()
    observations = _seen(frames, lambda: MediaPipePose(model))
    return _median([smoothed(reader.read(s.pose, s.time_s), smoother) for s in observations])


def _recorded(frames: Sequence[Frame], model: Model) -> PoseMeasurement:
    observations = _seen(frames, lambda: recording_estimator(model))
    names = OfflineLegLabeler()
    for each in observations:
        if each.pose is not None:
            names.settle(each.pose)
    return _median(read_recording(observations, OnlineLegLabeler(names.odds())))


def _median(measurements: Sequence[PoseMeasurement]) -> PoseMeasurement:
    """The last measurement with the medians of all: in a still picture nothing moves."""
    with warnings.catch_warnings(category=RuntimeWarning, action="ignore"):
        return replace(
            measurements[-1],
            values=np.nanmedian([each.values for each in measurements], axis=0),
            trust=np.median([each.trust for each in measurements], axis=0),
            standard_error_deg=np.nanmedian(
                [each.standard_error_deg for each in measurements], axis=0
            ),
        )


def _seen(
    frames: Sequence[Frame], open_estimator: Callable[[], PoseEstimator]
) -> list[FrameObservation]:
    with open_estimator() as estimator:
        return [FrameObservation(frame.time_s, estimator.estimate(frame)) for frame in frames]


def _measured(photo: Photo, measurement: PoseMeasurement) -> Measured:
    angles_deg, standard_error_deg = {}, {}
    for side, joint in photo.angles_deg:
        quantity = JOINTS[joint]
        given = measurement.trusted(quantity, side, TRUST)
        angles_deg[side, joint] = measurement.value(quantity, side) if given else np.nan
        standard_error_deg[side, joint] = float(
            measurement.standard_error_deg[quantity.row, side.column]
        )
    return Measured(angles_deg, standard_error_deg, _is_swapped(measurement.pose, photo.legs_px))


def _is_swapped(pose: Pose | None, legs_px: FloatArray | None) -> bool | None:
    if pose is None or legs_px is None:
        return None
    share = swapped_share([pose], legs_px[np.newaxis])
    return bool(share) if np.isfinite(share) else None
