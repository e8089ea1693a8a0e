"""What works on this machine and what does not: the findings of `sciatica-coach doctor`."""

import importlib
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

import numpy as np

from sciatica_coach.capture.model import Model
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.pose import Frame
from sciatica_coach.paths import ROOT, SAMPLES

_PACKAGES = {"mediapipe": "mediapipe", "cv2": "opencv-python", "av": "av", "streamlit": "streamlit"}
"""Module and the package it comes in."""
_SYSTEM_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What OpenCV needs of the system, and the Debian package that holds it."""
_LIVE_FPS = 15.0
"""Frames a second below which a live picture's skeleton is seen to lag."""
_FREE_GB = 1.0


class Health(StrEnum):
    """How serious a finding is."""

    WORKS = "works"
    LIMITED = "limited"
    """Something is missing that not everybody needs."""
    BROKEN = "broken"
    """The coach cannot work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one part of the machine."""

    subject: str
    health: Health
    text: str
    """A sentence without its full stop."""


def examine() -> Iterator[Finding]:
    """Examine everything that the coach needs, and give one finding at a time."""
    yield _python()
    yield from map(_package, _PACKAGES)
    yield _exercises()
    yield _app()
    yield from map(_model, Model)
    yield from _cameras()
    yield _disk()
    yield Finding(
        "Browser",
        Health.WORKS,
        "gives the camera to http://localhost and to https pages only: open the coach on the "
        "computer it runs on, or put https in front of it",
    )


def _python() -> Finding:
    version, system = platform.python_version(), platform.platform(terse=True)
    return Finding("Python", Health.WORKS, f"{version} on {system}")


def _package(module: str) -> Finding:
    package = _PACKAGES[module]
    try:
        importlib.import_module(module)
        return Finding(package, Health.WORKS, metadata.version(package))
    except metadata.PackageNotFoundError:
        return Finding(package, Health.WORKS, "loads, but was not installed as a package")
    except (ImportError, OSError) as error:
        return Finding(package, Health.BROKEN, f"does not load: {error}{_cure(str(error))}")


def _cure(error: str) -> str:
    for library, package in _SYSTEM_LIBRARIES.items():
        if library in error:
            return f"; on Debian: apt-get install {package}"
    return "; install the coach again"


def _exercises() -> Finding:
    try:
        return Finding("Exercises", Health.WORKS, ", ".join(load_exercises()))
    except CoachError as error:
        return Finding("Exercises", Health.BROKEN, str(error))


def _app() -> Finding:
    if not (ROOT / "app.py").is_file():
        return Finding("Pages", Health.BROKEN, "app.py is missing: install the coach again")
    clips = len(list(SAMPLES.glob("*.mp4")))
    if not clips:
        return Finding("Pages", Health.LIMITED, "the sample clips are missing: no demonstrations")
    return Finding("Pages", Health.WORKS, f"in place, with {clips} sample clips")


def _model(model: Model) -> Finding:
    subject = f"Model {model}"
    try:
        fps = _speed_fps(model)
    except (CoachError, ImportError, OSError) as error:
        return Finding(subject, Health.BROKEN, str(error))
    text = f"loads, {1000 / fps:.0f} ms a picture"
    if fps < _LIVE_FPS:
        return Finding(subject, Health.LIMITED, f"{text}: for recorded videos, too slow for live")
    return Finding(subject, Health.WORKS, f"{text}: quick enough for live")


def _speed_fps(model: Model) -> float:
    """Pictures a second that the model processes: of a sample clip if there is one."""
    from sciatica_coach.capture.mediapipe_pose import MediaPipePose  # may not load

    picture = _sample_picture()
    with MediaPipePose(model) as estimator:
        for index in range(3):
            estimator.estimate(Frame(picture, index / 25, index))
        started_s = time.perf_counter()
        for index in range(3, 13):
            estimator.estimate(Frame(picture, index / 25, index))
        return 10 / (time.perf_counter() - started_s)


def _sample_picture() -> np.ndarray:
    from sciatica_coach.capture.video import Video  # may not load

    clip = next(iter(sorted(SAMPLES.glob("*.mp4"))), None)
    if clip is None:
        return np.full((480, 640, 3), 128, np.uint8)
    with Video(clip) as video:
        return next(iter(video)).image


def _cameras() -> Iterator[Finding]:
    if sys.platform != "linux":
        yield _camera(None)
        return
    devices = sorted(Path("/dev").glob("video*"))
    if not devices:
        yield Finding(
            "Camera",
            Health.LIMITED,
            "none was found: plug one in for live exercise; recorded videos work without",
        )
        return
    yield from map(_camera, devices)


def _camera(device: Path | None) -> Finding:
    """What one camera gives; None for the system's first one, where devices have no names."""
    subject = f"Camera {device or ''}".strip()
    if device is not None and not os.access(device, os.R_OK | os.W_OK):
        return Finding(
            subject,
            Health.LIMITED,
            "may not be used: add yourself to the group that owns it (video)",
        )
    try:
        seen = _picture_from(device)
    except ImportError as error:
        return Finding(subject, Health.LIMITED, f"could not be tried: {error}")
    if seen is None:
        return Finding(subject, Health.LIMITED, "gives no picture: another program may be using it")
    return Finding(subject, Health.WORKS, f"gives pictures of {seen[0]} x {seen[1]}")


def _picture_from(device: Path | None) -> tuple[int, int] | None:
    cv2 = importlib.import_module("cv2")
    capture = cv2.VideoCapture(0 if device is None else str(device))
    try:
        read, picture = capture.read()
        return (picture.shape[1], picture.shape[0]) if read else None
    finally:
        capture.release()


def _disk() -> Finding:
    free_gb = shutil.disk_usage(Path.cwd()).free / 1e9
    text = f"{free_gb:.1f} GB free in this folder"
    if free_gb < _FREE_GB:
        return Finding("Disk", Health.LIMITED, f"{text}: annotated videos may not fit")
    return Finding("Disk", Health.WORKS, text)
