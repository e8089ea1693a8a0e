"""What pose models see of training scenes, beside the truth: one npz file for each seed."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from sciatica_coach.capture.model import Model
from studio.geometry import FloatArray
from studio.pose import SIDES, Pose
from studio.scene import Picture, Scene, Shown
from studio.stage import Stage
from studio.training import TrainingScene
from studio.truth import landmark_names, pixels_of

_FPS = 5
"""Frames next to each other teach little that is new."""
_LANDMARKS = 33
MODELS = (Model.FULL, Model.HEAVY)


def record(training: TrainingScene, path: Path, models: Sequence[Model] = MODELS) -> None:
    """Render a scene, show it to the models and write what they and the truth say.

    Keys of the file: ``meta`` (JSON), ``names`` of the true landmarks, ``t`` seconds, ``u``
    progress, ``truth`` (frames, 12) degrees: hip flexion, abduction, rotation, knee, ankle of the
    left and of the right leg, neck, spine; ``px`` and ``camp``: true pixels and metres from the
    camera; for each model its ``full`` (frames, 33, 5): x, y, z in pixels, visibility, presence,
    and ``full_w`` (frames, 33, 3) metres. NaN where nobody was found.
    """
    columns: dict[str, list[Any]] = defaultdict(list)
    scene = training.scene
    names: tuple[str, ...] = ()
    with ExitStack() as stack:
        watchers = {model.value: stack.enter_context(_watcher(model)) for model in models}
        stage = stack.enter_context(Stage(scene, seed=int(str(training.about["seed"]))))
        for index in range(int(scene.person.movement.duration_s * _FPS)):
            time_s = index / _FPS
            shown = stage.shown(time_s)
            names = landmark_names(tuple(shown.landmarks), mirrored=scene.mirrored)
            for key, value in _true(scene, shown, time_s).items():
                columns[key].append(value)
            for name, watcher in watchers.items():
                image, world = _seen(watcher, shown.picture, time_s)
                columns[name].append(image)
                columns[f"{name}_w"].append(world)
    _write(path, json.dumps(training.about), names, columns)


def _true(scene: Scene, shown: Shown, time_s: float) -> Mapping[str, Any]:
    points = np.array(list(shown.landmarks.values()))
    from_camera = scene.camera.from_camera(points)
    if scene.mirrored:
        from_camera[:, 0] *= -1
    return {
        "t": time_s,
        "truth": _angles_deg(shown.pose, mirrored=scene.mirrored),
        "u": scene.person.movement.progress(time_s)[0],
        "px": pixels_of(scene.camera, points, mirrored=scene.mirrored),
        "camp": from_camera,
    }


def _angles_deg(pose: Pose, *, mirrored: bool) -> list[float]:
    legs = [pose.legs[side] for side in (SIDES[::-1] if mirrored else SIDES)]
    angles = [
        angle
        for leg in legs
        for angle in (
            leg.hip_flexion_deg,
            leg.hip_abduction_deg,
            leg.hip_rotation_deg,
            leg.knee_flexion_deg,
            leg.ankle_dorsiflexion_deg,
        )
    ]
    return [*angles, pose.neck_flexion_deg, pose.spine_flexion_deg]


@contextmanager
def _watcher(model: Model) -> Iterator[Any]:
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model.path)),
        running_mode=vision.RunningMode.VIDEO,
        num_poses=1,
    )
    with vision.PoseLandmarker.create_from_options(options) as watcher:
        yield watcher


def _seen(watcher: Any, picture: Picture, time_s: float) -> tuple[FloatArray, FloatArray]:  # noqa: ANN401
    height, width = picture.shape[:2]
    image = mp.Image(image_format=mp.ImageFormat.SRGB, data=picture)
    result = watcher.detect_for_video(image, int(time_s * 1000))
    if not result.pose_landmarks:
        return np.full((_LANDMARKS, 5), np.nan), np.full((_LANDMARKS, 3), np.nan)
    # z has the scale of x.
    pixels = [
        (mark.x * width, mark.y * height, mark.z * width, mark.visibility, mark.presence)
        for mark in result.pose_landmarks[0]
    ]
    world = [(mark.x, mark.y, mark.z) for mark in result.pose_world_landmarks[0]]
    return np.array(pixels), np.array(world)


def _write(path: Path, meta: str, names: tuple[str, ...], columns: Mapping[str, list[Any]]) -> None:
    arrays: dict[str, Any] = {key: np.array(values, np.float32) for key, values in columns.items()}
    unfinished = path.with_name(f".{path.name}.part.npz")
    np.savez_compressed(unfinished, meta=meta, names=names, **arrays)
    unfinished.replace(path)
