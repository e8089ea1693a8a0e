"""`sciatica-coach audit`: the log of a clinic for who administers it."""

import pytest

from sciatica_coach.records.opening import open_records
from tests.cli.calling import call
from tests.records.clinic import made_clinic


@pytest.fixture
def clinic(kept):
    return made_clinic(open_records())


def test_it_shows_when_who_what_and_of_whom(capsys, clinic):
    code, out, _ = call(capsys, "audit")
    assert code == 0
    assert [line.split("\t")[1:] for line in out][:2] == [
        ["Tom", "person_added", "Cho"],
        ["Tom", "signed_in", "-", "way=pin"],
    ]


def test_it_can_be_asked_of_somebody_or_from_a_day_on(capsys, clinic):
    assert len(call(capsys, "audit", "--person", "ann")[1]) == 1
    assert all("\tTom\t" in line for line in call(capsys, "audit", "--therapist", "Tom")[1])
    assert call(capsys, "audit", "--since", "2999-01-01")[1] == ["There is no such entry."]
    assert len(call(capsys, "audit", "--most", "1")[1]) == 1


def test_a_day_that_is_none_is_refused(capsys, kept):
    code, _, err = call(capsys, "audit", "--since", "yesterday")
    assert code == 2
    assert "--since" in err[0]
