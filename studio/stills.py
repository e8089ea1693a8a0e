"""Single pictures with what is true on them: rendered stills, and annotated photographs."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from sciatica_coach.capture.model import Model
from sciatica_coach.motion.landmarks import SIDES, Side
from studio.clip import Clip
from studio.clips import SETS, Take, take
from studio.makehuman import MakeHuman
from studio.movements.movement import Movement
from studio.pose_errors import LEG_PARTS, POSITIONS, Legs, Subject
from studio.scene import Picture, Shown
from studio.shots import LYING, LYING_LEG_UP, SITTING
from studio.stage import Stage
from studio.truth import landmark_names, pixels_of

_STEP_S = 0.1
_MOST_YAW_DEG = 30.0
_SIZE_PX = (640, 360)
_FRAME_MS = 66
Watch = Callable[[Picture], Legs | None]


def rendered_stills(
    seeds: Sequence[int],
    makehuman: MakeHuman | None = None,
    altered: Callable[[Take], Take] = lambda chosen: chosen,
) -> Iterator[tuple[Picture, Subject]]:
    """Start, middle and peak of each benchmark clip of one person who lies or sits."""
    for seed in seeds:
        for clip in SETS["benchmark"]:
            if _is_plain(clip):
                yield from _stills_of(altered(take(clip, seed, _SIZE_PX, makehuman)), seed)


def _is_plain(clip: Clip) -> bool:
    alone = clip.visit is None and not clip.hidden and clip.exposure == 1.0
    return alone and clip.framing in {LYING, LYING_LEG_UP, SITTING}


def _stills_of(chosen: Take, seed: int) -> Iterator[tuple[Picture, Subject]]:
    with Stage(chosen.scene, seed=seed) as stage:
        for moment, time_s in moments_s(chosen.scene.person.movement).items():
            shown = stage.shown(time_s)
            yield shown.picture, _subject(f"{chosen.clip.name} {seed} {moment}", chosen, shown)


def moments_s(movement: Movement) -> dict[str, float]:
    """When a movement starts, is half-way for the first time, and is furthest."""
    times_s = np.arange(0, movement.duration_s, _STEP_S)
    share = np.array([movement.progress(float(time_s))[0] for time_s in times_s])
    peak = int(share.argmax())
    middle = int(np.abs(share[: peak + 1] - share[peak] / 2).argmin())
    return {
        name: float(times_s[index])
        for name, index in (("start", 0), ("middle", middle), ("peak", peak))
    }


def _subject(name: str, chosen: Take, shown: Shown) -> Subject:
    scene = chosen.scene
    mirrored = scene.mirrored
    points = np.array(list(shown.landmarks.values()))
    seen = pixels_of(scene.camera, points, mirrored=mirrored)
    places = dict(zip(landmark_names(tuple(shown.landmarks), mirrored=mirrored), seen, strict=True))
    legs = {
        side: np.array([places[f"{side}_{part.name.lower()}"] for part in LEG_PARTS])
        for side in SIDES
    }
    angles_deg = {}
    for side in SIDES:
        leg = shown.pose.legs["left" if (side is Side.LEFT) is not mirrored else "right"]
        angles_deg[side] = (leg.hip_flexion_deg, leg.knee_flexion_deg)
    position = "seated" if scene.person.movement.seat_m is not None else "lying"
    return Subject(name, position, Side.LEFT if mirrored else Side.RIGHT, legs, angles_deg)


def photographs(folder: Path) -> Iterator[tuple[Picture, Subject]]:
    """The annotated photographs of a folder with truth.json: one person, side-on, lying or seated.

    Raises
    ------
    FileNotFoundError
        If a photograph of truth.json is missing.
    """
    annotated = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["photos"]
    for name, about in annotated.items():
        if (
            about["people"] == 1
            and abs(about["yaw_deg"]) <= _MOST_YAW_DEG
            and about["position"] in POSITIONS
        ):
            path = folder / f"{name.replace('/', '__')}.jpg"
            yield read_picture(path), annotated_subject(name, about)


def read_picture(path: Path) -> Picture:
    """The picture of a file, RGB."""
    picture = cv2.imread(str(path))
    if picture is None:
        raise FileNotFoundError(path)
    return np.ascontiguousarray(picture[:, :, ::-1], dtype=np.uint8)


def annotated_subject(name: str, about: dict[str, Any]) -> Subject:
    """Who is on a photograph; legs whose points are not all annotated have NaN."""
    nowhere = {"xy": (np.nan, np.nan)}
    legs = {
        Side(side): np.array(
            [leg["points"].get(part.name.lower(), nowhere)["xy"] for part in LEG_PARTS],
            dtype=np.float64,
        )
        for side, leg in about["legs"].items()
    }
    return Subject(name, about["position"], Side(about["near_side"]), legs)


@contextmanager
def pose_model(model: Model, held_frames: int = 0) -> Iterator[Watch]:
    """A function that finds both legs on a picture.

    Parameters
    ----------
    model
        Which one.
    held_frames
        0 looks at each picture alone. More show it that often, as a video that stands still: the
        model then crops the picture by its own last pose, and smooths, as it does live.
    """
    if held_frames:
        yield lambda picture: _held(model, picture, held_frames)
        return
    with _landmarker(model, vision.RunningMode.IMAGE) as landmarker:
        yield lambda picture: _legs(landmarker.detect(_image(picture)), picture)


def _held(model: Model, picture: Picture, frames: int) -> Legs | None:
    with _landmarker(model, vision.RunningMode.VIDEO) as landmarker:
        for index in range(frames):
            result = landmarker.detect_for_video(_image(picture), index * _FRAME_MS)
    return _legs(result, picture)


def _landmarker(model: Model, mode: Any) -> Any:  # noqa: ANN401
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model.path)), running_mode=mode, num_poses=1
    )
    return vision.PoseLandmarker.create_from_options(options)


def _image(picture: Picture) -> Any:  # noqa: ANN401
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=picture)


def _legs(result: Any, picture: Picture) -> Legs | None:  # noqa: ANN401
    if not result.pose_landmarks:
        return None
    height, width = picture.shape[:2]
    marks = np.array([(mark.x * width, mark.y * height) for mark in result.pose_landmarks[0]])
    return {side: marks[[part.of(side) for part in LEG_PARTS]] for side in SIDES}
