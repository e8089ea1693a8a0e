"""Notes about a person and their sessions."""

from uuid import uuid4

import pytest

from sciatica_coach.records.notes import LONGEST
from tests.records.built import whole_session


def test_notes_are_about_a_session_or_the_person(ann):
    entries = whole_session(ann.id)
    ann.write(*entries)
    session_id = entries[0].session_id
    ann.add_note("  Left leg tired.\nSlept badly. ", by="Ann", session_id=session_id)
    ann.add_note("नमस्ते 🙂", by="Dr. Eva")
    (about_session,), (about_person,) = ann.notes(session_id), ann.notes()
    assert about_session.words == "Left leg tired.\nSlept badly."
    assert (about_person.words, about_person.written_by) == ("नमस्ते 🙂", "Dr. Eva")
    assert about_person.written_at.tzinfo is not None


@pytest.mark.parametrize("words", ["", "  \n ", "\0", "x" * (LONGEST + 1)])
def test_what_is_no_note_is_refused(ann, words):
    with pytest.raises(ValueError, match="note"):
        ann.add_note(words, by="Ann")
    assert ann.notes() == ()


def test_a_note_is_deleted_by_whom_it_belongs_to_only(people, ann):
    ann.add_note("a", by="Ann")
    (note,) = ann.notes()
    bob = people.open(people.add("Bob").id)
    assert not bob.delete_note(note.id)
    assert bob.notes() == ()
    assert ann.delete_note(note.id)
    assert ann.notes() == ()


def test_notes_go_with_their_session(ann):
    entries = whole_session(ann.id)
    ann.write(*entries)
    ann.add_note("a", by="Ann", session_id=entries[0].session_id)
    ann.delete_session(entries[0].session_id)
    assert ann.notes(entries[0].session_id) == ()
    assert ann.notes(uuid4()) == ()
