"""Moves what earlier versions kept, one file a person, into the database.

A file is deleted once what it holds is in the database. A damaged one is said and left as it is:
whoever knows what was in it may still mend it.
"""

import logging
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import Database
from sciatica_coach.records.people import People
from sciatica_coach.safety.pain import PainRise
from sciatica_coach.small_file import read_small

_LOG = logging.getLogger(__name__)


class PersonFile(BaseModel):
    """What a person's file holds."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)

    version: Literal[1] = 1
    name: str
    baselines: tuple[Baseline, ...] = ()
    pain_rise: PainRise | None = None


def move_in(folder: Path, database: Database) -> None:
    """Move all files of a data folder into the database.

    Raises
    ------
    RecordsError
        If the database cannot be written; the files stay.
    """
    for path in sorted((folder / "people").glob("*.json")):
        try:
            kept = PersonFile.model_validate_json(read_small(path))
            _keep(kept, database)
            path.unlink()
        except (OSError, ValidationError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is damaged"
            _LOG.warning("%s: not moved into the records: %s", path, reason)


def _keep(kept: PersonFile, database: Database) -> None:
    people = People(database)
    try:
        person = people.find(kept.name) or people.add(kept.name)
    except ValueError as error:
        raise RecordsError(str(error)) from error
    records = people.open(person.id)
    records.keep_own_ranges(kept.baselines)
    if kept.pain_rise is not None and records.pain_rise() is None:
        records.keep_pain_rise(kept.pain_rise)
