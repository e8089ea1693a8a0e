"""A folder of annotated photographs: a frame of a sample clip, whose joints are known."""

import json
import math
from pathlib import Path

import cv2
import numpy as np

from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.paths import SAMPLES

POINTS = ("shoulder", "hip", "knee", "ankle")
CLIP, FRAME = "knee_to_chest_side", 120


def flexion_deg(a, b, c):
    """180 degrees less the angle at b."""
    one, other = np.asarray(a) - b, np.asarray(c) - b
    cos = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return 180 - math.degrees(math.acos(cos))


def photo_folder(folder: Path) -> Path:
    """The folder, with one photograph and its truth in it."""
    told = json.loads((SAMPLES / f"{CLIP}.truth.json").read_text())
    video = cv2.VideoCapture(str(SAMPLES / f"{CLIP}.mp4"))
    video.set(cv2.CAP_PROP_POS_FRAMES, FRAME)
    picture = video.read()[1]
    video.release()
    cv2.imwrite(str(folder / "lying__1.jpg"), picture)
    legs = {}
    for side in SIDES:
        at = {
            point: told["pixels"][FRAME][told["landmarks"].index(f"{side}_{point}")]
            for point in POINTS
        }
        legs[side.value] = {
            "near": side is Side.RIGHT,
            "points": {point: {"xy": xy, "visible": True} for point, xy in at.items()},
            "angles_deg": {
                "hip": flexion_deg(at["shoulder"], at["hip"], at["knee"]),
                "knee": flexion_deg(at["hip"], at["knee"], at["ankle"]),
            },
        }
    about = {"position": "lying", "near_side": "right", "yaw_deg": 0, "person": "A", "people": 1}
    truth = {"photos": {"lying/1": {**about, "legs": legs}}}
    (folder / "truth.json").write_text(json.dumps(truth))
    return folder
