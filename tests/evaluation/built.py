"""Scores of clips: what a test says of them, and else a clip that was judged wholly right."""

import json
from pathlib import Path

from sciatica_coach.evaluation.score import JOINTS, ClipScore, Error, JointError, Peaks
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.paths import SAMPLES
from tests.films import thinned_clip


def error(mean_deg: float = 2.0, bias_deg: float = 1.0, spread_deg: float = 1.5) -> Error:
    return Error(bias_deg, spread_deg, mean_deg)


def joint_error(joint: Quantity, **changes) -> JointError:
    usual = {"ours": error(), "raw": error(4.0, -3.0, 2.5), "given": 1.0, "covered": 0.9}
    return JointError(joint, **{**usual, **changes})


def clip_score(**changes) -> ClipScore:
    """Three repetitions of the right leg, all found."""
    usual = {
        "clip": "pulls",
        "exercise": "single-knee-to-chest",
        "duration_s": 30.0,
        "reps": 3,
        "true_reps": 3,
        "attempts": 0,
        "true_attempts": 0,
        "sides_right": True,
        "hold_error_s": 0.2,
        "true_faults": (),
        "found_faults": (),
        "clean_reps": 3,
        "faulted_clean_reps": 0,
        "leg": Side.RIGHT,
        "joints": tuple(joint_error(joint) for joint in JOINTS),
        "peaks": Peaks(Quantity.HIP_FLEXION, ours_bias_deg=-1.0, raw_bias_deg=-5.0),
        "swapped": 0.0,
        "raw_swapped": 0.1,
    }
    return ClipScore(**{**usual, **changes})


def short_clip(folder: Path, frames: int, *, every: int = 1, **changes) -> Path:
    """The beginning of a sample clip with its truth, some of which is said by the test.

    Parameters
    ----------
    frames
        How many of the sample's pictures it spans.
    every
        Which of them it holds: every n-th.
    """
    name = "knee_to_chest_side"
    clip = thinned_clip(name, folder / f"{name}.mp4", every=every, of=frames)
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    truth |= {"rows": truth["rows"][:frames:every], "complete_reps": 1} | changes
    (folder / f"{name}.truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return clip
