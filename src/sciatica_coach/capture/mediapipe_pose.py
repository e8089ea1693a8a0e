"""Poses from MediaPipe: of one person in a stream, or of everybody in one picture."""

import threading
from dataclasses import replace
from typing import Self

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import (
    PoseLandmarker,
    PoseLandmarkerOptions,
    PoseLandmarkerResult,
    RunningMode,
)

from sciatica_coach.capture.masking import without_boxes
from sciatica_coach.capture.model import Model
from sciatica_coach.errors import ModelError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import SIDES, Part
from sciatica_coach.motion.pose import Frame, Pose

__all__ = ["MediaPipePeople", "MediaPipePose", "Model"]

_MOST_PEOPLE = 4
"""How many people are looked for at a time."""
_UNSURE = 0.2
"""A visibility at which nothing is judged."""
_ROUNDS = 2
"""Beside a person who stands, the model overlooks one who lies. So it searches once more with the
people painted over whom it has found."""
_UNSMOOTHED_MS = 1_000_000
"""Milliseconds between two frames as MediaPipe is told. After so long a time its own smoothing
leaves every pose as it is. Angles are smoothed only once, where it is known which leg is which."""
_HEAVY_VISIBILITY = 0.6
"""Power that brings the heavy model's visibility to the scale of the full one: on photographs its
far legs are as right at 0.1 as the full model's are at 0.25."""
_MARGIN = 0.1
"""Of the body's longer side: landmarks do not tell where hair and shoes end."""


class _Landmarker:
    """MediaPipe's landmarker, with our errors instead of its own, for one caller at a time."""

    def __init__(self, model: Model, mode: RunningMode, people: int) -> None:
        if not model.path.is_file():
            raise ModelError(
                TranslatableText(
                    "the pose model {file} is missing: install the coach again.",
                    file=model.file_name,
                )
            )
        options = PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(model.path)),
            running_mode=mode,
            num_poses=people,
        )
        try:
            self._landmarker: PoseLandmarker | None = PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                TranslatableText(
                    "the pose model {file} is damaged: reinstall the coach.", file=model.file_name
                )
            ) from error
        self._video = mode is RunningMode.VIDEO
        self._time_ms = 0
        self._lock = threading.Lock()

    def find(self, frame: Frame) -> tuple[Pose, ...]:
        with self._lock:
            if self._landmarker is None:  # MediaPipe itself would answer "nobody" now
                raise ModelError("the pose estimator is closed: open a new one for a new stream.")
            image = mp.Image(
                image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
            )
            try:
                if not self._video:
                    return _poses(self._landmarker.detect(image), frame)
                self._time_ms += _UNSMOOTHED_MS
                result = self._landmarker.detect_for_video(image, self._time_ms)
                return _poses(result, frame)
            except (RuntimeError, ValueError) as error:
                raise ModelError(
                    TranslatableText("the pose model failed: {reason}", reason=error)
                ) from error

    def close(self) -> None:
        with self._lock:
            if self._landmarker is not None:
                self._landmarker.close()
            self._landmarker = None


class MediaPipePose:
    """Estimates the pose of one person in one stream.

    `estimate` and `close` may be called from different threads.

    Parameters
    ----------
    tracks
        Whether the person is looked for where the frame before had them; else in every frame anew.

    Raises
    ------
    ModelError
        If the model's file is missing or damaged.
    """

    def __init__(self, model: Model = Model.FULL, *, tracks: bool = True) -> None:
        self._model = model
        mode = RunningMode.VIDEO if tracks else RunningMode.IMAGE
        self._landmarker = _Landmarker(model, mode, people=1)

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if nobody is found.

        Raises
        ------
        ModelError
            If the estimator is closed, or the model fails.
        """
        pose = next(iter(self._landmarker.find(frame)), None)
        if pose is not None and self._model is Model.LITE:
            return _without_feet(pose)
        if pose is not None and self._model is Model.HEAVY:
            return replace(pose, visibility=pose.visibility**_HEAVY_VISIBILITY)
        return pose

    def close(self) -> None:
        """Give back the model's memory, some 70 MB; may be called again."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class MediaPipePeople:
    """Finds everybody in a picture, without memory of the pictures before.

    The lite model is enough: the question is who is there, not how exact the ankles are.

    Parameters
    ----------
    most
        How many are looked for at a time.
    rounds
        How many searches; after each, the people found are painted over.

    Raises
    ------
    ModelError
        If the model's file is missing or damaged.
    """

    def __init__(
        self, model: Model = Model.LITE, *, most: int = _MOST_PEOPLE, rounds: int = _ROUNDS
    ) -> None:
        self._landmarker = _Landmarker(model, RunningMode.IMAGE, most)
        self._rounds = rounds

    def find(self, frame: Frame, /) -> tuple[Pose, ...]:
        """Everybody in the picture; one person may be found twice.

        Raises
        ------
        ModelError
            If the finder is closed, or the model fails.
        """
        everybody: tuple[Pose, ...] = ()
        for _ in range(self._rounds):
            found = self._landmarker.find(frame)
            if not found:
                break
            everybody += found
            frame = replace(frame, image=without_boxes(frame.image, found, margin=_MARGIN))
        return everybody

    def close(self) -> None:
        """Give back the model's memory; may be called again."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def _without_feet(pose: Pose) -> Pose:
    """The pose with feet that can be drawn but are not judged.

    On the sample clips the lite model moves the toes down when they go up (correlation -0.6 to
    -0.9 with the truth): a stop for the nerve floss would hit those who do it right.
    """
    visibility = pose.visibility.copy()
    feet = [part.of(side) for side in SIDES for part in (Part.HEEL, Part.FOOT_INDEX)]
    visibility[feet] = np.minimum(visibility[feet], _UNSURE)
    return replace(pose, visibility=visibility)


def _poses(result: PoseLandmarkerResult, frame: Frame) -> tuple[Pose, ...]:
    height, width = frame.image.shape[:2]
    return tuple(
        Pose(
            time_s=frame.time_s,
            pixels=np.array([(mark.x * width, mark.y * height) for mark in landmarks]),
            world=np.array([(mark.x, mark.y, mark.z) for mark in world]),
            visibility=np.array([mark.visibility for mark in landmarks]),
            size_px=(width, height),
        )
        for landmarks, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
    )
