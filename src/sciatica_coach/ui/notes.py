"""Notes about a session: read, written and deleted on its page."""

from uuid import UUID

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.audit import Action
from sciatica_coach.records.notes import LONGEST, Note
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.records_access import told
from sciatica_coach.ui.speaking import say, say_day, say_error_sentence


def show_notes(records: PersonalRecords, session_id: UUID, *, by: str) -> None:
    """The notes, and a field for another one.

    Parameters
    ----------
    by
        Who writes.
    """
    st.subheader(say("Notes"), anchor=False)
    for note in told(lambda: records.notes(session_id)) or ():
        _show(records, note)
    with st.form("note", clear_on_submit=True, border=False):
        words = st.text_area(
            say("What you want to remember of this session"), max_chars=LONGEST, key="note-words"
        )
        asked = st.form_submit_button(say("Keep the note"), icon=":material/edit_note:")
    if not asked:
        return
    try:
        records.add_note(words, by=by, session_id=session_id)
    except (RecordsError, ValueError) as error:
        st.error(say_error_sentence(error))
        return
    st.rerun()


def _show(records: PersonalRecords, note: Note) -> None:
    words, remove = st.columns([5, 1], vertical_alignment="center")
    lines = [literal(line) for line in note.words.splitlines()]
    words.markdown(Markdown("  \n".join(lines)))
    words.caption(say("{name}, {day}", name=note.written_by, day=say_day(note.written_at.date())))
    if not records.may(Action.NOTE_DELETED):
        return
    remove.button(
        say("Delete the note"),
        icon=":material/delete:",
        key=f"delete-note-{note.id}",
        on_click=_delete,
        args=(records, note),
    )


def _delete(records: PersonalRecords, note: Note) -> None:
    told(lambda: records.delete_note(note.id))
