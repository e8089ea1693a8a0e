"""Keeps the analysis of a video in the records of a person, as a session."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import numpy as np

from sciatica_coach.capture.filmed_at import filmed_at, on_day
from sciatica_coach.errors import RecordsError
from sciatica_coach.history import SessionSource
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.pose import Pose
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.records.samples import PoseSeries, SampleKind, pack_poses, thinned
from sciatica_coach.records.session_log import Entry, SamplesTaken, SessionBegun, ended_entries
from sciatica_coach.review.analyse import Analysis
from sciatica_coach.review.output_names import video_sha256
from sciatica_coach.version import __version__

_NAMESPACE = UUID("6f0d2c1e-6a0b-5d53-9a57-0c6b9d2f4b11")
"""Any one, and always the same: a video that is analysed again has the id that it had before."""


@dataclass(frozen=True, slots=True)
class VideoOrigin:
    """Which video it is, and when it was filmed."""

    sha256: str
    filmed_at: datetime | None
    """None if nobody knows."""


def origin_of(video: Path, filmed_on: date | None = None) -> VideoOrigin:
    """Where a video comes from, as long as it is there.

    Parameters
    ----------
    filmed_on
        The day on which it was filmed, which goes before what is noted in the video.

    Raises
    ------
    SourceError
        If it is no video.
    RecordsError
        If it cannot be read any more.
    """
    sha256 = video_sha256(video)
    if sha256 is None:
        raise RecordsError(
            TranslatableText("{path}: cannot be read any more, and so it was not kept.", path=video)
        )
    moment = filmed_at(video, now=datetime.now().astimezone())
    return VideoOrigin(sha256, moment if filmed_on is None else on_day(filmed_on, moment))


def session_id_of(person_id: UUID, sha256: str, exercise: str) -> UUID:
    """The id of what a person does in a video; another analysis of it has the same."""
    return uuid5(_NAMESPACE, f"{person_id} {sha256} {exercise}")


def keep_for_person(analysis: Analysis, person_id: UUID, filmed_on: date | None) -> None:
    """Keep an analysis in the records of a person at home.

    Raises
    ------
    RecordsError
        If it cannot be kept.
    SourceError
        If the video is gone.
    """
    records = People(open_records()).open(person_id)
    keep_analysis(analysis, records, origin_of(analysis.path, filmed_on))


def keep_analysis(analysis: Analysis, records: PersonalRecords, origin: VideoOrigin) -> None:
    """Keep an analysis in these records, in place of an earlier one of the same video.

    Raises
    ------
    RecordsError
        If it cannot be kept, or nobody was seen.
    """
    record = analysis.result.record
    poses = [each.pose for each in analysis.observations if each.pose is not None]
    if not poses:
        raise RecordsError(
            TranslatableText("Nobody was found in the video, and so nothing of it was kept.")
        )
    begun = _begun(analysis, records.id, origin)
    ended_at = begun.started_at + timedelta(seconds=analysis.video.duration_s)
    entries = ended_entries(begun.session_id, [record], ended_at)
    # Samples go with a set, which is there from the second entry on.
    first, *rest = entries
    records.keep_session(
        begun, first, _samples(begun, poses), *rest, moves=origin.filmed_at is not None
    )


def _begun(analysis: Analysis, person_id: UUID, origin: VideoOrigin) -> SessionBegun:
    exercise = analysis.exercise
    return SessionBegun(
        session_id=session_id_of(person_id, origin.sha256, exercise.id),
        person_id=person_id,
        exercise=exercise.id,
        exercise_sha256=exercise.sha256,
        source=SessionSource.VIDEO,
        model=analysis.model.path.stem,
        app_version=__version__,
        started_at=origin.filmed_at or datetime.now().astimezone(),
    )


def _samples(begun: SessionBegun, poses: list[Pose]) -> Entry:
    kept = [poses[index] for index in thinned([pose.time_s for pose in poses])]
    series = PoseSeries(
        np.array([pose.time_s for pose in kept]),
        np.array([pose.pixels for pose in kept]),
        np.array([pose.visibility for pose in kept]),
        kept[-1].size_px,
    )
    return SamplesTaken(
        session_id=begun.session_id,
        number=1,
        samples=SampleKind.POSES,
        start_ms=round(kept[0].time_s * 1000),
        count=len(kept),
        content=pack_poses(series),
    )
