"""How quick the coach is, beside a bare loop of the pose model on the same clip."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.picture_quality import picture_quality
from sciatica_coach.capture.video import Video
from sciatica_coach.coaching.recording import judge_recording
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.pose import Frame
from sciatica_coach.review.analyse import Analysis, analyse
from sciatica_coach.review.annotate import annotate
from sciatica_coach.review.report import write_csv, write_json

_FRAMES = 100
"""Frames that a single stage is timed on."""
_ROUNDS = 2
"""Each of bare loop and whole line in turn; the quickest counts, as others disturb only upwards."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Rates on one clip."""

    clip: str
    frames: int
    bare_fps: float
    """OpenCV reads, the model finds, nothing else."""
    whole_fps: float
    """From the file to the written report: decoding, poses, people, coaching, JSON and CSV."""
    stages_ms: dict[str, float]
    """Milliseconds a frame of each stage by itself; some run beside each other."""

    @property
    def share(self) -> float:
        """The whole line's rate against the bare loop's."""
        return self.whole_fps / self.bare_fps


def bench_speed(clip: Path, exercise: Exercise, model: Model) -> Speed:
    """Time the whole line and its stages on one clip."""
    bare_s, whole_s = [], []
    for _ in range(_ROUNDS):
        bare_s.append(_seconds(lambda: _bare_loop(clip, model)))
        whole_s.append(_seconds(lambda: _whole_line(clip, exercise, model)))
    analysis = analyse(clip, exercise, model=model)
    frames = analysis.video.frames
    return Speed(
        clip=clip.name,
        frames=frames,
        bare_fps=frames / min(bare_s),
        whole_fps=frames / min(whole_s),
        stages_ms=_stages_ms(clip, analysis, model),
    )


def _seconds(work: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    work()
    return time.perf_counter() - started_s


def _bare_loop(clip: Path, model: Model) -> None:
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model.path)), running_mode=RunningMode.VIDEO
    )
    capture = cv2.VideoCapture(str(clip))
    with PoseLandmarker.create_from_options(options) as landmarker:
        index = 0
        while (read := capture.read())[0]:
            data = cv2.cvtColor(read[1], cv2.COLOR_BGR2RGB)
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=data)
            landmarker.detect_for_video(image, index * 40)
            index += 1
    capture.release()


def _whole_line(clip: Path, exercise: Exercise, model: Model) -> None:
    analysis = analyse(clip, exercise, model=model)
    with TemporaryDirectory() as folder:
        _report(analysis, Path(folder))


def _report(analysis: Analysis, folder: Path) -> None:
    write_json(analysis, folder / "bench.coach.json")
    write_csv(analysis.result.record, folder / "bench.angles.csv")


def _stages_ms(clip: Path, analysis: Analysis, model: Model) -> dict[str, float]:
    """Milliseconds a frame; a look is shared out over the frames until the next one."""
    with Video(clip) as video:
        frames = list(islice(video, _FRAMES))
        decoding_s = _seconds(lambda: sum(1 for _ in video)) / analysis.video.frames
    looks = max(round(analysis.video.duration_s / 2), 1)
    with (
        MediaPipePose(model) as estimator,
        MediaPipePeople() as finder,
        TemporaryDirectory() as folder,
    ):
        finding_s = _mean_s(estimator.estimate, frames)
        looking_s = _mean_s(finder.find, frames[:: _FRAMES // 5]) * looks / analysis.video.frames
        total = analysis.video.frames
        record, exercise = analysis.result, analysis.exercise
        return {
            "decode (own thread)": 1000 * decoding_s,
            "pose": 1000 * finding_s,
            "people (own thread)": 1000 * looking_s,
            "picture quality": 1000 * _mean_s(lambda frame: picture_quality(frame.image), frames),
            "coach": 1000
            * _seconds(lambda: judge_recording(exercise, analysis.observations))
            / total,
            "report": 1000 * _seconds(lambda: _report(analysis, Path(folder))) / total,
            "annotate (on demand)": 1000
            * _seconds(lambda: annotate(clip, record.updates, Path(folder) / "bench.mp4"))
            / total,
        }


def _mean_s(work: Callable[[Frame], object], frames: Iterable[Frame]) -> float:
    """Seconds a frame; the first one, which also warms up, is left out."""
    first, *others = frames
    work(first)
    return _seconds(lambda: [work(frame) for frame in others]) / len(others)
