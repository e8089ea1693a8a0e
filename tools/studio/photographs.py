"""Photographs of people whose joints were annotated by eye."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from sciatica_coach.motion.landmarks import Side
from tools.studio.pose_errors import LEG_PARTS, POSITIONS, Subject
from tools.studio.scene import Picture

_MOST_YAW_DEG = 30.0


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
