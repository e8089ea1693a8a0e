"""A pose model as it is, without anything of the coach around it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from sciatica_coach.capture.model import Model
from sciatica_coach.motion.landmarks import SIDES
from tools.studio.pose_errors import LEG_PARTS, Legs
from tools.studio.scene import Picture

_FRAME_MS = 66
Watch = Callable[[Picture], Legs | None]


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
