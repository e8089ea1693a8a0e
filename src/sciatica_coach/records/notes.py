"""What somebody wrote about a person or one of their sessions."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Delete, delete, insert, select

from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.tables import NoteRow

LONGEST = 2000
"""Characters of a note: a page."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    id: int
    session_id: UUID | None
    """The session that it is about; None for the person."""
    written_at: datetime
    written_by: str
    words: str


def notes_of(connection: Connection, person_id: UUID, session_id: UUID | None) -> tuple[Note, ...]:
    """The notes about a session, or about the person, oldest first."""
    found = select(NoteRow).where(NoteRow.person_id == person_id, _is_about(session_id))
    rows = connection.execute(found.order_by(NoteRow.id))
    return tuple(
        Note(row.id, row.session_id, row.written_at, row.written_by, row.words) for row in rows
    )


def add_note(
    connection: Connection, person_id: UUID, words: str, *, by: str, session_id: UUID | None
) -> None:
    """Write a note.

    Raises
    ------
    ValueError
        If there is nothing in it, or too much.
    """
    words = words.replace("\0", "").strip()
    if not words:
        raise ValueError(TranslatableText("there is nothing in this note yet"))
    if len(words) > LONGEST:
        raise ValueError(
            TranslatableText("the note must have at most {most} letters", most=LONGEST)
        )
    connection.execute(
        insert(NoteRow).values(
            person_id=person_id,
            session_id=session_id,
            written_at=datetime.now(UTC),
            written_by=by,
            words=words,
        )
    )


def deleting_note(person_id: UUID, note_id: int) -> Delete:
    """What deletes a note, if it is of this person."""
    return delete(NoteRow).where(NoteRow.person_id == person_id, NoteRow.id == note_id)


def _is_about(session_id: UUID | None) -> ColumnElement[bool]:
    if session_id is None:
        return NoteRow.session_id.is_(None)
    return NoteRow.session_id == session_id
