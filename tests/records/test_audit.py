"""The audit log: who did what of whom, without names in it, and never changed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from sciatica_coach.paths import ROOT
from sciatica_coach.records.audit import Action, audit_of_patients, read_audit
from sciatica_coach.records.tables import AuditRow


def did(entries):
    return [(each.action, each.therapist, each.person) for each in entries]


def test_the_newest_comes_first_with_the_names_of_now(clinic):
    clinic.access(clinic.mia).people.rename(clinic.ann.id, "Anna")
    assert did(read_audit(clinic.database))[:2] == [
        (Action.PERSON_RENAMED, "Mia", "Anna"),
        (Action.SIGNED_IN, "Mia", None),
    ]


def test_it_can_be_asked_of_one_person_one_therapist_or_from_a_time_on(clinic):
    assert did(read_audit(clinic.database, person="CHO")) == [(Action.PERSON_ADDED, "Tom", "Cho")]
    assert {each.therapist for each in read_audit(clinic.database, therapist="tom")} == {"Tom"}
    assert read_audit(clinic.database, since=datetime.now(UTC) + timedelta(minutes=1)) == ()
    assert len(read_audit(clinic.database, most=2)) == 2


def test_a_therapist_sees_what_was_done_with_their_own_present_patients(clinic):
    assert {each.person for each in audit_of_patients(clinic.database, clinic.mia.id)} == {
        "Ann",
        "Bob",
    }
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    assert {each.person for each in audit_of_patients(clinic.database, clinic.mia.id)} == {"Bob"}
    assert (Action.PERSON_HANDED_OVER, "Mia", "Ann") in did(
        audit_of_patients(clinic.database, clinic.tom.id)
    )


def test_entries_hold_no_name_and_of_the_deleted_not_even_whose_they_were(clinic, database):
    clinic.access(clinic.mia).people.forget(clinic.ann.id)
    with database.reading() as connection:
        rows = connection.execute(select(AuditRow.person_id, AuditRow.detail)).all()
    assert clinic.ann.id not in {row.person_id for row in rows}
    assert str(clinic.ann.id) not in repr(rows)
    assert not any(name in repr(rows) for name in ("Ann", "Bob", "Cho", "Mia", "Tom"))
    deleted = next(each for each in read_audit(database) if each.action == Action.PERSON_DELETED)
    assert (deleted.therapist, deleted.person) == ("Mia", None)


def test_an_action_of_a_later_version_is_shown_as_it_is(clinic, database):
    with database.transaction() as connection:
        connection.execute(update(AuditRow).values(action="flown_away"))
    assert read_audit(database)[0].action == "flown_away"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_no_code_of_ours_changes_an_entry(change):
    files = [*(ROOT / "src").rglob("*.py")]
    found = [each for each in files if re.search(rf"{change}\(\s*AuditRow", each.read_text())]
    assert found == []
