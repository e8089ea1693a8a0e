"""Who is known: found by name, seen by their own therapist only, gone for good."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.people import People
from sciatica_coach.records.tables import Table, TherapistRow
from tests.records.built import poses_taken, set_so_far, whole_session


def test_people_are_listed_by_name_and_found_whatever_the_capitals(people):
    for name in ("Ännchen", "bob", "Ann"):
        people.add(name)
    assert [each.name for each in people.all()] == ["Ann", "bob", "Ännchen"]
    assert people.find("ANN").name == "Ann"
    assert people.find("ÄNNCHEN").name == "Ännchen"
    assert people.find("nobody") is None


def test_two_people_do_not_share_a_name(people):
    people.add("Ann")
    with pytest.raises(ValueError, match="somebody is known as Ann already"):
        people.add("ann")


def test_a_name_can_be_changed(people):
    ann, bob = people.add("Ann"), people.add("Bob")
    assert people.rename(ann.id, "ANN").name == "ANN"
    with pytest.raises(ValueError, match="known as Bob"):
        people.rename(ann.id, "bob")
    assert people.rename(bob.id, "Bea").name == "Bea"
    assert [each.name for each in people.all()] == ["ANN", "Bea"]


def test_a_stranger_is_not_opened_renamed_or_forgotten(people):
    with pytest.raises(RecordsError, match="nobody like that"):
        people.open(uuid4())
    with pytest.raises(RecordsError, match="nobody like that"):
        people.rename(uuid4(), "Ann")
    assert not people.forget(uuid4())


def test_a_therapist_sees_only_their_own_people(database, people):
    ann = people.add("Ann")
    first, second = (People(database, _therapist(database, name)) for name in ("Eva", "Max"))
    own = first.add("Ann")
    assert own.id != ann.id
    assert first.all() == (own,)
    assert second.all() == ()
    assert people.all() == (ann,)
    for stranger in (second, people):
        assert stranger.find("Ann") != own
        with pytest.raises(RecordsError, match="nobody like that"):
            stranger.open(own.id)
        with pytest.raises(RecordsError, match="nobody like that"):
            stranger.rename(own.id, "Eve")
        assert not stranger.forget(own.id)
    assert first.open(own.id).name == "Ann"


def _therapist(database, name):
    therapist_id = uuid4()
    with database.transaction() as connection:
        connection.execute(
            insert(TherapistRow).values(
                id=therapist_id,
                name=name,
                name_key=name.casefold(),
                created_at=datetime.now(UTC),
            )
        )
    return therapist_id


def test_who_is_forgotten_leaves_no_row_and_takes_nobody_along(database, people):
    ann, bob = people.add("Ann"), people.add("Bob")
    for person in (ann, bob):
        entries = whole_session(person.id)
        records = people.open(person.id)
        records.write(*entries)
        session_id = entries[0].session_id
        records.write(set_so_far(session_id, number=2), poses_taken(session_id, number=2))
    rows = _rows(database)
    assert people.forget(ann.id)
    assert {table: 2 * left for table, left in _rows(database).items()} == rows
    assert people.open(bob.id).sessions()


def _rows(database):
    with database.reading() as connection:
        return {
            table.name: len(connection.execute(select(table)).all())
            for table in Table.metadata.sorted_tables
        }
