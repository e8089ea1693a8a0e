"""How the coach fares with poor pictures: sample clips and photographs, made worse in every way.

`nice python -m tools.benchmarks.poor_pictures [--photos DIR] [--clips WORD] [--kinds KIND,KIND]`
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from sciatica_coach.capture.model import Model
from sciatica_coach.capture.normalisation import normalised
from sciatica_coach.capture.picture_quality import about_person, picture_quality
from sciatica_coach.capture.video import Video
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.evaluation.photos import JOINTS, Photo, read_photos
from sciatica_coach.evaluation.truth import Truth, read_truth
from sciatica_coach.motion.landmarks import SIDES
from sciatica_coach.motion.measurement import PoseMeasurement, PoseMeasurer
from sciatica_coach.motion.pose import FloatArray, Frame, Image, Pose
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.uncertainty import bound_90_deg
from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.analyse import Analysis, analyse, recording_estimator
from tools.benchmarks.degradation import KINDS, Degrade

EVERY = 3
"""Of the clips every third picture is kept, 8 a second: it saves two thirds of the work."""
_ANGLES = (Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION)
_SIDE_ON_DEG = 30.0
_LOOKS, _STEP_S = 3, 0.04
_TICK = Fraction(1, 90_000)


@dataclass(frozen=True)
class Row:
    """One kind of poor picture."""

    kind: str
    reps: int
    true_reps: int
    faults: int
    """None of the sample clips has a true one."""
    within: float
    """Share of the clips' angles within what is stated."""
    told: tuple[str, ...]
    """The sentences about the picture."""


def poor_copy(clip: Path, degrade: Degrade, target: Path, *, every: int = EVERY) -> Path:
    """Write a copy of a clip, made worse picture by picture."""
    with Video(clip) as video, av.open(target, "w") as container:
        stream = None
        for frame in video:
            if frame.index % every:
                continue
            image = _even(degrade(frame.image))
            if stream is None:
                rate = round(video.fps / every)
                stream = container.add_stream("libx264", rate=rate, options={"crf": "18"})
                stream.height, stream.width = image.shape[:2]
                stream.pix_fmt = "yuv420p"
                stream.codec_context.time_base = _TICK
            picture = av.VideoFrame.from_ndarray(image, format="bgr24")
            picture.pts, picture.time_base = round(frame.time_s / _TICK), _TICK
            container.mux(stream.encode(picture))
        assert stream is not None
        container.mux(stream.encode(None))
    return target


def _even(image: Image) -> Image:
    height, width = (2 * (side // 2) for side in image.shape[:2])
    return np.ascontiguousarray(image[:height, :width])


def clip_row(kind: str, truths: Sequence[Truth], folder: Path) -> Row:
    """Analyse the copies of all clips."""
    analyses = []
    for truth in truths:
        copy = poor_copy(truth.clip, KINDS[kind], folder / f"{truth.name}.mp4")
        analysis = analyse(copy, truth.exercise or "", model=Model.FULL, hold_s=truth.hold_asked_s)
        analyses.append((truth, analysis))
    within = np.concatenate([_within(truth, analysis) for truth, analysis in analyses])
    return Row(
        kind,
        reps=sum(analysis.result.record.complete_reps for _, analysis in analyses),
        true_reps=sum(truth.complete_reps for truth in truths),
        faults=sum(len(analysis.result.record.faults) for _, analysis in analyses),
        within=float(within.mean()) if len(within) else float("nan"),
        told=tuple(
            dict.fromkeys(str(each) for _, analysis in analyses for each in analysis.warnings)
        ),
    )


def _within(truth: Truth, analysis: Analysis) -> FloatArray:
    """Of every angle that was given of the moving leg: 1 where it is as right as is stated."""
    series = analysis.result.record.angle_series
    nearest = np.abs(truth.time_s[:, np.newaxis] - series.time_s).argmin(axis=0)
    found = []
    for quantity in _ANGLES:
        for side in SIDES if truth.side is None else (truth.side,):
            off_deg = series.of(quantity, side) - truth.angle_deg(quantity, side)[nearest]
            given = np.isfinite(off_deg) & (series.trust_of(quantity, side) >= TRUST)
            stated_deg = bound_90_deg(series.standard_error_of(quantity, side)[given])
            found.append(np.abs(off_deg[given]) <= stated_deg)
    return np.concatenate(found).astype(np.float64)


@dataclass(frozen=True)
class PhotoRow:
    """Photographs of one kind."""

    kind: str
    given: float
    """Share of the annotated angles that were given."""
    off_deg: float
    """Mean absolute error of those."""
    within: float
    """Share of those within what is stated."""
    within_of_good: float
    """The same with what is stated of a good picture."""


def photo_row(kind: str, photos: Sequence[Photo]) -> PhotoRow:
    """Measure every photograph, made worse, as a recording would be."""
    angles = [each for photo in photos for each in _angles(photo, KINDS[kind])]
    off_deg, stated_deg, of_good_deg = np.array(angles).T
    given = np.isfinite(off_deg)
    off_deg, stated_deg, of_good_deg = off_deg[given], stated_deg[given], of_good_deg[given]
    return PhotoRow(
        kind,
        given=float(given.mean()),
        off_deg=float(off_deg.mean()),
        within=float((off_deg <= stated_deg).mean()),
        within_of_good=float((off_deg <= of_good_deg).mean()),
    )


def _angles(photo: Photo, degrade: Degrade) -> Iterator[tuple[float, float, float]]:
    """Of each annotated angle its error, NaN if it was not given, and what is stated."""
    image = degrade(np.asarray(cv2.imread(str(photo.path)), dtype=np.uint8))
    quality = picture_quality(image)
    pose = _estimated(normalised(image, quality))
    if pose is None:
        yield from [(np.nan, np.nan, np.nan)] * len(photo.angles_deg)
        return
    measured = PoseMeasurer().read(replace(pose, picture=about_person(quality, image, pose)), 0.0)
    of_good = PoseMeasurer().read(pose, 0.0)
    for (side, joint), true_deg in photo.angles_deg.items():
        cell = JOINTS[joint].row, side.column
        off_deg = abs((measured.value(JOINTS[joint], side) - true_deg + 180) % 360 - 180)
        given = measured.trusted(JOINTS[joint], side, TRUST)
        yield (off_deg if given else np.nan, _stated(measured, cell), _stated(of_good, cell))


def _stated(measurement: PoseMeasurement, cell: tuple[int, int]) -> float:
    return bound_90_deg(float(measurement.standard_error_deg[cell]))


def _estimated(image: Image) -> Pose | None:
    pose = None
    with recording_estimator(Model.FULL) as estimator:
        for index in range(_LOOKS):
            pose = estimator.estimate(Frame(image, index * _STEP_S, index))
    return pose


def _show_clips(kinds: Sequence[str], word: str, console: Console) -> None:
    paths = [each for each in sorted(SAMPLES.glob("*.truth.json")) if word in each.name]
    truths = [read_truth(path) for path in paths]
    table = Table("kind", "repetitions", "faults", "within the stated uncertainty", "told")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            row = clip_row(kind, truths, Path(folder))
            reps = f"{row.reps} of {row.true_reps}"
            table.add_row(kind, reps, str(row.faults), f"{row.within:.0%}", "; ".join(row.told))
            console.print(row, highlight=False)
    console.print(table)


def _show_photos(kinds: Sequence[str], folder: Path, console: Console) -> None:
    photos = [
        photo
        for photo in read_photos(folder)
        if photo.people == 1 and abs(photo.yaw_deg) <= _SIDE_ON_DEG
    ]
    table = Table("kind", "given", "off, degrees", "within", "within what a good one states")
    for kind in kinds:
        row = photo_row(kind, photos)
        shares = f"{row.within:.0%}", f"{row.within_of_good:.0%}"
        table.add_row(kind, f"{row.given:.0%}", f"{row.off_deg:.1f}", *shares)
        console.print(row, highlight=False)
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, help="photographs with a truth.json; no clips then")
    parser.add_argument("--clips", default="", help="only sample clips whose name has this word")
    parser.add_argument("--kinds", default=",".join(KINDS), help=", ".join(KINDS))
    asked = parser.parse_args()
    kinds, console = asked.kinds.split(","), Console(width=160)
    if asked.photos:
        _show_photos(kinds, asked.photos, console)
    else:
        _show_clips(kinds, asked.clips, console)


if __name__ == "__main__":
    main()
