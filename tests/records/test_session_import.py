"""Sessions that came with a file: in short, once, and never in place of what is known."""

from dataclasses import replace
from uuid import uuid4

from tests.past_sessions import past_sessions
from tests.records.built import whole_session

SESSIONS = past_sessions(5, a_day=2)


def test_they_are_read_as_they_came(ann):
    assert ann.import_sessions(SESSIONS) == len(SESSIONS) == 10
    assert ann.sessions() == SESSIONS
    assert ann.set_records(SESSIONS[0].id) == (), "there are no repetitions in a file"
    assert ann.poses(SESSIONS[0].id, 1) is None


def test_what_is_known_stays_as_it_is(ann):
    entries = whole_session(ann.id)
    ann.write(*entries)
    (known,) = ann.sessions()
    other = replace(known, sets=())
    assert ann.import_sessions([other, SESSIONS[0], SESSIONS[0]]) == 1
    assert ann.session(known.id) == known
    assert ann.import_sessions(SESSIONS) == 9


def test_nothing_is_no_trouble(ann):
    assert ann.import_sessions([]) == 0


def test_a_session_of_somebody_else_is_not_taken_over(people, ann):
    ann.import_sessions(SESSIONS)
    bob = people.open(people.add("Bob").id)
    assert bob.import_sessions(SESSIONS) == 0
    assert bob.sessions() == ()
    assert len(ann.sessions()) == 10


def test_one_that_was_broken_off_stays_so(ann):
    one = replace(SESSIONS[0], id=uuid4(), has_ended=False, pain_before=None, pain_after=None)
    ann.import_sessions([one])
    assert ann.sessions() == (one,)
