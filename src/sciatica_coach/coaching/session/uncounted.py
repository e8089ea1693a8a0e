"""What was seen while nothing counted: it tells whether another exercise was done."""

from collections.abc import Iterable

from sciatica_coach.coaching.alternatives import with_alternatives
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.temporal import SlidingWindow

_SPAN_S = 60.0
"""If nothing counts, the last so many seconds say why: judging them takes a second at most."""
_STEP_S = 0.09
"""Ten frames a second are enough for that, and keep a few megabytes at most."""


class UncountedObservations:
    """Keeps the last minute of a set in which no repetition has counted.

    Parameters
    ----------
    exercises
        Those that the person may be doing instead.
    """

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._exercises = tuple(exercises)
        self._window = SlidingWindow[FrameObservation](_SPAN_S)

    def add(self, update: Update, observation: FrameObservation) -> None:
        """Keep what was seen, unless a repetition has counted: then all is let go."""
        if update.reps:
            self.clear()
        elif observation.time_s - self._window.latest_s >= _STEP_S:
            self._window.append(observation.time_s, observation)

    def clear(self) -> None:
        """Let all go, as another set begins."""
        self._window.clear()

    def explain(self, record: SetRecord, exercise: Exercise) -> SetRecord:
        """The record, which says so if another leg or exercise was seen."""
        if record.complete_reps:
            return record
        return with_alternatives(record, exercise, self._window.values, others=self._exercises)
