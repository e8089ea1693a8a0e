"""Follows a session frame by frame, and gives out what is to be written, twice a second."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np

from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.coaching.session.state import SessionUpdate
from sciatica_coach.coaching.sets.record import AngleSeries, SetProgress, SetRecord
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.pose import Pose
from sciatica_coach.records.samples import (
    RATE_HZ,
    PoseSeries,
    SampleKind,
    pack_angles,
    pack_poses,
)
from sciatica_coach.records.session_log import (
    Entry,
    SamplesTaken,
    SessionBegun,
    SetEnded,
    SetSoFar,
    ended_entries,
    first_entries,
)
from sciatica_coach.safety.pain import Pain

_EVERY_S = 0.5
"""Samples of so long a time are written together."""


class SessionRecorder:
    """Writes one session of one person; methods return at once.

    Parameters
    ----------
    begun
        The session's first entry.
    write
        Takes the entries.
    pain_before
        How it felt before; None if it was not asked.
    """

    def __init__(
        self,
        begun: SessionBegun,
        write: Callable[..., None],
        *,
        pain_before: Pain | None = None,
    ) -> None:
        self.session_id: UUID = begun.session_id
        self._first = first_entries(begun, pain_before)
        self._write = write
        self._has_begun = False
        self._sets_ended = 0
        self._written: SetProgress | None = None
        self._number = 0
        self._measurements: list[PoseMeasurement] = []
        self._last_tenth = -1

    def take(
        self, update: SessionUpdate, set_progress: SetProgress, ended: tuple[SetRecord, ...]
    ) -> None:
        """Take what a frame has changed.

        Parameters
        ----------
        set_progress
            What has been done of the set that goes on.
        ended
            The records of the sets before.
        """
        entries = [*self._begin(), *self._sets_over(ended)]
        entries += self._progress(update.set_plan, update.set_index + 1, set_progress)
        entries += self._samples(update.update.measurement)
        if entries:
            self._write(*entries)

    def finish(self, records: tuple[SetRecord, ...]) -> None:
        """The session has ended with these sets."""
        entries = [*self._begin(), *self._stretch()]
        self._write(*entries, *ended_entries(self.session_id, records, datetime.now(UTC)))

    def _begin(self) -> list[Entry]:
        """Nothing is written of a session that nobody was seen to begin."""
        if self._has_begun:
            return []
        self._has_begun = True
        return list(self._first)

    def _sets_over(self, ended: tuple[SetRecord, ...]) -> list[Entry]:
        over = range(self._sets_ended, len(ended))
        if not over:
            return []
        entries = [*self._stretch()]
        entries += [SetEnded.of(self.session_id, number + 1, ended[number]) for number in over]
        self._sets_ended = len(ended)
        return entries

    def _progress(self, plan: SetPlan, number: int, done: SetProgress) -> list[Entry]:
        if number == self._number and done == self._written:
            return []
        self._number, self._written = number, done
        return [
            SetSoFar(
                session_id=self.session_id,
                number=number,
                side_asked=plan.side,
                reps_asked=plan.dose.reps,
                hold_asked_s=plan.dose.hold_s,
                reps=done.reps,
                faults=done.faults,
            )
        ]

    def _samples(self, measurement: PoseMeasurement | None) -> list[Entry]:
        if measurement is None:
            return []
        tenth = int(measurement.time_s * RATE_HZ + 1e-6)
        if tenth <= self._last_tenth:
            return []
        self._last_tenth = tenth
        self._measurements.append(measurement)
        began_s = self._measurements[0].time_s
        return self._stretch() if measurement.time_s - began_s >= _EVERY_S else []

    def _stretch(self) -> list[Entry]:
        """The samples since the last stretch."""
        measurements, self._measurements = self._measurements, []
        if not measurements:
            return []
        found = [each.pose for each in measurements if each.pose is not None]
        same: dict[str, Any] = {"session_id": self.session_id, "number": self._number}
        same["start_ms"] = round(measurements[0].time_s * 1000)
        angles = pack_angles(_angle_series(measurements))
        entries: list[Entry] = [
            SamplesTaken(**same, samples=SampleKind.ANGLES, count=len(measurements), content=angles)
        ]
        if found:
            poses = pack_poses(_pose_series(found))
            entries.append(
                SamplesTaken(**same, samples=SampleKind.POSES, count=len(found), content=poses)
            )
        return entries


def _angle_series(measurements: list[PoseMeasurement]) -> AngleSeries:
    values = np.array([each.values for each in measurements])
    return AngleSeries(
        np.array([each.time_s for each in measurements]),
        np.array([float(np.isfinite(each).any()) for each in values]),
        values,
        np.array([each.trust for each in measurements]),
        np.array([each.standard_error_deg for each in measurements]),
    )


def _pose_series(poses: list[Pose]) -> PoseSeries:
    return PoseSeries(
        np.array([pose.time_s for pose in poses]),
        np.array([pose.pixels for pose in poses]),
        np.array([pose.visibility for pose in poses]),
        poses[-1].size_px,
    )
