"""The staff's settings: which exercise, which dose, how loud, in which language."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sciatica_coach.atomic_file import write_atomic
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import data_folder
from sciatica_coach.small_file import read_small

MOST_EXERCISE_S = 75.0
"""How long a dose may take: with the set-up and the count-down it stays under two minutes."""
_MOVE_S = 6.0
"""One repetition without its hold."""
_MOST_REPS, _LONGEST_HOLD_S = 3, 10.0
"""The most of a dose for a lobby, where the exercise is tried and not trained."""

_LOG = logging.getLogger(__name__)


class Settings(BaseModel):
    """All that the staff can choose."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exercise: str = "nerve-floss"
    side: Literal["near", "left", "right"] = "near"
    """The working side; near is the one that the visitor turns to the camera."""
    reps: Annotated[int, Field(ge=1, le=10)] = 3
    hold_s: Annotated[float, Field(ge=0, le=30)] = 0.0
    language: str = "en"
    volume: Annotated[float, Field(ge=0, le=1)] = 0.8
    muted: bool = False
    camera: Annotated[str, Field(max_length=200)] = ""
    """Name of the camera, as browsers tell it; empty for whichever there is."""

    @property
    def asked_side(self) -> Side | None:
        """None for the near side."""
        return None if self.side == "near" else Side(self.side)

    @property
    def duration_s(self) -> float:
        """How long the dose takes without pauses."""
        return self.reps * (self.hold_s + _MOVE_S)

    @property
    def is_short(self) -> bool:
        """Whether it can be done in the time that a visitor has."""
        return self.duration_s <= MOST_EXERCISE_S

    def dose(self, exercise: Exercise) -> Dose:
        """The exercise's dose with these figures in it: one set on one side."""
        asked = {"reps": self.reps, "hold_s": self.hold_s, "sets": 1, "alternate_sides": False}
        return exercise.dose.model_copy(update=asked)


def lobby_dose(exercise: Exercise) -> tuple[int, float]:
    """Repetitions and seconds to hold that suit a first try of an exercise."""
    hold_s = min(exercise.dose.hold_s, _LONGEST_HOLD_S)
    return min(exercise.dose.reps, _MOST_REPS), hold_s


def settings_file() -> Path:
    """The file that stores them."""
    return data_folder() / "kiosk.json"


def lock_out_file() -> Path:
    """The file that stores how often a wrong PIN was typed; whoever deletes it lifts the wait."""
    return data_folder() / "kiosk-pin.json"


def load_settings(path: Path) -> Settings:
    """The stored settings; the usual ones if there are none.

    A damaged file is put aside, so that the next settings do not overwrite what somebody may mend.
    """
    try:
        return Settings.model_validate_json(read_small(path))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        _LOG.warning("%s: the settings cannot be read: %s", path, error.strerror)
    except ValidationError:
        _LOG.warning("%s: the settings are damaged and put aside, the usual ones are used", path)
        with suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
    return Settings()


def keep_settings(settings: Settings, path: Path) -> None:
    """Write them whole or not at all.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    write_atomic(path, settings.model_dump_json(indent=2), is_private=True)
