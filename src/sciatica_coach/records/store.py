"""What is kept of people, one file each, in the user's data folder: own ranges, a rise in pain.

Files are written whole or not at all, and only their owner can read them. A damaged file is said
and left as it is: whoever knows what was in it may still mend it.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, ValidationError

from sciatica_coach.atomic_file import write_atomic
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.person import person_name
from sciatica_coach.safety.pain import PainRise
from sciatica_coach.small_file import read_small

FOLDER_VARIABLE = "SCIATICA_COACH_DATA"
"""Environment variable that moves the data folder."""
_writing = threading.Lock()
"""Pages run in threads of one process: what one adds, another must not undo."""


class _File(BaseModel):
    """What a person's file holds."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)

    version: Literal[1] = 1
    name: str
    baselines: tuple[Baseline, ...] = ()
    pain_rise: PainRise | None = None


def data_folder() -> Path:
    """Where records are kept; it need not exist yet."""
    given = os.environ.get(FOLDER_VARIABLE)
    return Path(given) if given else user_data_path("sciatica-coach", appauthor=False)


class Records:
    """The records of all people on this computer.

    Parameters
    ----------
    folder
        Where they are kept; None for the user's data folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = (folder or data_folder()) / "people"

    def baselines(self, person: str) -> tuple[Baseline, ...]:
        """The person's own ranges in the order they were kept; none for a stranger.

        Raises
        ------
        ValueError
            If it cannot be a name.
        RecordsError
            If the file is damaged or cannot be read.
        """
        return self._read(person_name(person)).baselines

    def pain_rise(self, person: str) -> PainRise | None:
        """The set of the last session after which pain had clearly risen; None if it had not.

        Raises
        ------
        ValueError
            If it cannot be a name.
        RecordsError
            If the file is damaged or cannot be read.
        """
        return self._read(person_name(person)).pain_rise

    def keep(self, person: str, baselines: Sequence[Baseline]) -> None:
        """Add own ranges to what is kept of a person.

        Raises
        ------
        ValueError
            If it cannot be a name.
        RecordsError
            If the file is damaged, or cannot be read or written.
        """
        name = person_name(person)
        with _writing:
            kept = self._read(name)
            self._write(kept.model_copy(update={"baselines": (*kept.baselines, *baselines)}))

    def keep_pain_rise(self, person: str, rise: PainRise | None) -> None:
        """Keep how the last session ended; None takes away what was kept of an earlier one.

        Raises
        ------
        ValueError
            If it cannot be a name.
        RecordsError
            If the file is damaged, or cannot be read or written.
        """
        name = person_name(person)
        with _writing:
            kept = self._read(name)
            if kept.pain_rise != rise:
                self._write(kept.model_copy(update={"pain_rise": rise}))

    def forget(self, person: str) -> bool:
        """Delete all that is kept of a person, for good, be it damaged; False for a stranger.

        Raises
        ------
        ValueError
            If it cannot be a name.
        RecordsError
            If it cannot be deleted.
        """
        path = self._path(person_name(person))
        with _writing:
            try:
                path.unlink()
            except FileNotFoundError:
                return False
            except OSError as error:
                raise RecordsError(
                    TranslatableText(
                        "{path}: cannot be deleted: {reason}.", path=path, reason=error.strerror
                    )
                ) from error
        return True

    def _path(self, name: str) -> Path:
        """A fingerprint of the name: always a valid file name, from which nobody reads the name."""
        fingerprint = hashlib.sha256(name.casefold().encode()).hexdigest()
        return self._folder / f"{fingerprint[:32]}.json"

    def _read(self, name: str) -> _File:
        path = self._path(name)
        try:
            return _File.model_validate_json(read_small(path))
        except FileNotFoundError:
            return _File(name=name)
        except OSError as error:
            raise RecordsError(
                TranslatableText(
                    "{path}: cannot be read: {reason}.", path=path, reason=error.strerror
                )
            ) from error
        except ValidationError as error:
            raise RecordsError(
                TranslatableText(
                    "{path}: this file of records is damaged. Nothing was changed: put a copy of "
                    "it back, or delete it with the command forget.",
                    path=path,
                )
            ) from error

    def _write(self, kept: _File) -> None:
        path = self._path(kept.name)
        try:
            write_atomic(path, kept.model_dump_json(indent=2) + "\n", is_private=True)
        except OSError as error:
            raise RecordsError(
                TranslatableText(
                    "{folder}: nothing can be kept there: {reason}. "
                    "Free some space, or choose another folder with {variable}.",
                    folder=path.parent,
                    reason=error.strerror,
                    variable=FOLDER_VARIABLE,
                )
            ) from error
