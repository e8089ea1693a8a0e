"""All that is kept of one person."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, exists, func, insert, select

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.history import PastSession
from sciatica_coach.program.program import DatedProgram, ExerciseProgram
from sciatica_coach.records.audit import Action, Watch
from sciatica_coach.records.backup import BackupMade, write_backup
from sciatica_coach.records.database import Database
from sciatica_coach.records.deletion import delete_for_good
from sciatica_coach.records.notes import Note, add_note, deleting_note, notes_of
from sciatica_coach.records.person import unknown_person
from sciatica_coach.records.samples import PoseSeries
from sciatica_coach.records.screenings import (
    PastScreening,
    confirm_screening,
    keep_screening,
    screenings_of,
)
from sciatica_coach.records.session_import import import_sessions
from sciatica_coach.records.session_log import Entry, SessionBegun
from sciatica_coach.records.session_reading import (
    damage_told,
    past_sessions,
    poses_of,
    set_records_of,
)
from sciatica_coach.records.session_tables import write_anew, write_entries
from sciatica_coach.records.tables import (
    OwnRangeRow,
    PainRiseRow,
    PersonRow,
    ProgramRow,
    SamplesRow,
    SessionRow,
    SetRow,
)
from sciatica_coach.safety.pain import PainRise
from sciatica_coach.safety.screening import Answer, Tier

_BASELINE: TypeAdapter[Baseline] = TypeAdapter(Baseline)
_PAIN_RISE: TypeAdapter[PainRise] = TypeAdapter(PainRise)


class PersonalRecords:
    """What is kept of one person; made by `People.open`.

    Every method raises `RecordsError` if the records cannot be read or written.
    """

    def __init__(
        self, database: Database, person_id: UUID, name: str, *, watch: Watch | None = None
    ) -> None:
        self._database = database
        self._watch = watch
        self.id = person_id
        self.name = name

    def sessions(self, *, since: date | None = None) -> tuple[PastSession, ...]:
        """What was done, oldest first.

        Parameters
        ----------
        since
            Only sessions of this day or later.
        """
        with self._database.reading() as connection:
            return past_sessions(connection, self.id, since=since)

    def last_sessions(self) -> dict[str, datetime]:
        """When each exercise was done last, by its id; one without a set was not done."""
        found = (
            select(SessionRow.exercise, func.max(SessionRow.started_at).label("last"))
            .join(SetRow, SetRow.session_id == SessionRow.id)
            .where(SessionRow.person_id == self.id)
            .group_by(SessionRow.exercise)
        )
        with self._database.reading() as connection:
            return {row.exercise: row.last for row in connection.execute(found)}

    def session(self, session_id: UUID) -> PastSession | None:
        """One session; None if the person has none like that."""
        with self._database.reading() as connection:
            found = past_sessions(connection, self.id, session_id=session_id)
        return found[0] if found else None

    def set_records(self, session_id: UUID) -> tuple[SetRecord, ...]:
        """The sets of one session, with the angles that were kept of their frames."""
        with self._database.reading() as connection:
            return set_records_of(connection, self.id, session_id)

    def poses(self, session_id: UUID, set_number: int) -> PoseSeries | None:
        """The poses of one set; None if none were kept."""
        with self._database.reading() as connection:
            return poses_of(connection, self.id, session_id, set_number)

    def size_bytes(self) -> int:
        """How much room angles and poses take; the rest of what is kept is little beside it."""
        is_theirs = SamplesRow.session_id.in_(
            select(SessionRow.id).where(SessionRow.person_id == self.id)
        )
        total = select(func.coalesce(func.sum(func.length(SamplesRow.content)), 0))
        with self._database.reading() as connection:
            return int(connection.execute(total.where(is_theirs)).scalar_one())

    def write_backup(self, target: Path) -> BackupMade:
        """Write all that is kept of the person into one file.

        Raises
        ------
        OutputError
            If the file cannot be written.
        """
        self.note_export("everything")
        return write_backup(self._database, target, person_id=self.id)

    def write(self, *entries: Entry) -> None:
        """Write entries of this person's sessions at once."""
        with self._writing(Action.SESSION_KEPT) as connection:
            write_entries(connection, entries)

    def keep_session(self, begun: SessionBegun, *entries: Entry, moves: bool = True) -> None:
        """Keep a whole session, in place of what was kept of it before.

        Parameters
        ----------
        moves
            Whether it also began at another moment than was kept before.
        """
        with self._writing(Action.SESSION_KEPT) as connection:
            write_anew(connection, begun, entries, moves=moves)

    def delete_session(self, session_id: UUID) -> bool:
        """Delete one session for good; False if the person has none like that."""
        is_it = (SessionRow.person_id == self.id) & (SessionRow.id == session_id)
        return bool(
            delete_for_good(
                self._database,
                delete(SessionRow).where(is_it),
                first=lambda connection: self._allow(connection, Action.SESSION_DELETED),
            )
        )

    def own_ranges(self) -> tuple[Baseline, ...]:
        """The person's own ranges in the order they were kept."""
        found = select(OwnRangeRow.content).where(OwnRangeRow.person_id == self.id)
        with self._database.reading() as connection:
            rows = connection.execute(found.order_by(OwnRangeRow.id)).scalars().all()
        with damage_told():
            return tuple(_BASELINE.validate_python(each, strict=False) for each in rows)

    def keep_own_ranges(self, baselines: Sequence[Baseline]) -> None:
        """Add own ranges to those that are kept; what is kept already is not added again."""
        kept = self.own_ranges()
        rows = [
            {
                "person_id": self.id,
                "measured_on": each.measured_on,
                "content": _BASELINE.dump_python(each, mode="json"),
            }
            for each in dict.fromkeys(baselines)
            if each not in kept
        ]
        if rows:
            with self._writing(Action.RANGE_KEPT) as connection:
                connection.execute(insert(OwnRangeRow), rows)

    def pain_rise(self) -> PainRise | None:
        """The set of the last session after which pain had clearly risen; None if it had not."""
        found = select(PainRiseRow.content).where(PainRiseRow.person_id == self.id)
        with self._database.reading() as connection:
            content = connection.execute(found).scalar()
        with damage_told():
            return None if content is None else _PAIN_RISE.validate_python(content, strict=False)

    def keep_pain_rise(self, rise: PainRise | None) -> None:
        """Keep how the last session ended; None takes away what was kept of an earlier one."""
        with self._writing(Action.SESSION_KEPT) as connection:
            connection.execute(delete(PainRiseRow).where(PainRiseRow.person_id == self.id))
            if rise is not None:
                content = _PAIN_RISE.dump_python(rise, mode="json")
                connection.execute(insert(PainRiseRow).values(person_id=self.id, content=content))

    @property
    def author(self) -> str:
        """Who writes into these records: the therapist who has opened them, or the person."""
        return (self._watch.author if self._watch is not None else None) or self.name

    @property
    def is_watched(self) -> bool:
        """Whether what is done with these records is noted, as in a clinic."""
        return self._watch is not None

    def note_export(self, what: str) -> None:
        """Say that a file with what is kept is about to be handed out, before it is.

        Parameters
        ----------
        what
            The kind of file.
        """
        if self._watch is not None:
            with self._database.transaction() as connection:
                self._watch.allow(connection, Action.EXPORTED, self.id, what=what)

    def may(self, action: Action) -> bool:
        """Whether who has opened this may do that: a patient's plan is the therapist's."""
        return self._watch is None or self._watch.may(action)

    def programs(self) -> tuple[DatedProgram, ...]:
        """What the person was asked to do, in the order in which it holds."""
        found = select(ProgramRow).where(ProgramRow.person_id == self.id)
        with self._database.reading() as connection:
            rows = connection.execute(found.order_by(ProgramRow.from_day, ProgramRow.id)).all()
        with damage_told():
            return tuple(
                DatedProgram(
                    ExerciseProgram.model_validate_json(json.dumps(row.content)),
                    row.from_day,
                    row.set_by,
                    row.set_at,
                )
                for row in rows
            )

    def set_program(self, program: ExerciseProgram, *, from_day: date, set_by: str) -> None:
        """Ask for this from a day on; what was asked for before is kept.

        Of programs that begin on the same day the one set last holds. The others are kept as well:
        a calendar file takes away what an older file has brought.
        """
        self.keep_programs([DatedProgram(program, from_day, set_by, datetime.now(UTC))])

    def keep_programs(self, programs: Sequence[DatedProgram]) -> None:
        """Add programs as they were set elsewhere."""
        rows = [
            {
                "person_id": self.id,
                "from_day": each.from_day,
                "set_at": each.set_at,
                "set_by": each.set_by,
                "content": each.program.model_dump(mode="json"),
            }
            for each in programs
        ]
        if rows:
            with self._writing(Action.PLAN_CHANGED) as connection:
                connection.execute(insert(ProgramRow), rows)

    def import_sessions(self, sessions: Sequence[PastSession]) -> int:
        """Add sessions that came with a file; how many were not known yet."""
        with self._writing(Action.IMPORTED) as connection:
            return import_sessions(connection, self.id, sessions)

    def notes(self, session_id: UUID | None = None) -> tuple[Note, ...]:
        """The notes about one session, or about the person, oldest first."""
        with self._database.reading() as connection:
            return notes_of(connection, self.id, session_id)

    def add_note(self, words: str, *, by: str, session_id: UUID | None = None) -> None:
        """Write a note about one session, or about the person.

        Raises
        ------
        ValueError
            If there is nothing in it, or too much.
        """
        with self._writing(Action.NOTE_WRITTEN) as connection:
            add_note(connection, self.id, words, by=by, session_id=session_id)

    def delete_note(self, note_id: int) -> bool:
        """Delete a note for good; False if the person has none like that."""
        return bool(
            delete_for_good(
                self._database,
                deleting_note(self.id, note_id),
                first=lambda connection: self._allow(connection, Action.NOTE_DELETED),
            )
        )

    def screenings(self) -> tuple[PastScreening, ...]:
        """What was answered about warning signs, oldest first."""
        with self._database.reading() as connection, damage_told():
            return screenings_of(connection, self.id)

    def keep_screening(self, tier: Tier, answers: Mapping[str, Answer]) -> UUID:
        """Write answers about warning signs; the id by which they are confirmed."""
        with self._writing(Action.QUESTIONS_ANSWERED) as connection:
            return keep_screening(connection, self.id, tier, answers)

    def confirm_screening(self, screening_id: UUID) -> None:
        """Write that the person has said what the answers' tier asks them to say."""
        with self._writing(Action.QUESTIONS_ANSWERED) as connection:
            confirm_screening(connection, self.id, screening_id)

    @contextmanager
    def _writing(self, action: Action) -> Iterator[Connection]:
        """A transaction in which the person is still known, and this may be done."""
        with self._database.transaction() as connection:
            is_there = select(exists().where(PersonRow.id == self.id))
            if not connection.execute(is_there).scalar():
                raise unknown_person()
            self._allow(connection, action)
            yield connection

    def _allow(self, connection: Connection, action: Action) -> None:
        if self._watch is not None:
            self._watch.allow(connection, action, self.id)
