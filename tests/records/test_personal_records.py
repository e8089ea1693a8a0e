"""All that is kept of one person."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.safety.pain import PainRise
from tests.records.test_legacy_files import OWN, RISE


def test_own_ranges_are_kept_once_and_in_order(ann):
    later = replace(OWN, measured_on=date(2026, 11, 1))
    ann.keep_own_ranges([OWN, later])
    ann.keep_own_ranges([later, OWN])
    ann.keep_own_ranges([])
    assert ann.own_ranges() == (OWN, later)


def test_the_last_rise_in_pain_counts(ann):
    assert ann.pain_rise() is None
    ann.keep_pain_rise(RISE)
    other = PainRise("nerve-floss", load_exercises()["nerve-floss"].dose, date(2026, 10, 9))
    ann.keep_pain_rise(other)
    assert ann.pain_rise() == other
    ann.keep_pain_rise(None)
    assert ann.pain_rise() is None


def test_of_who_was_deleted_nothing_is_written(people, ann):
    people.forget(ann.id)
    for write in (
        lambda: ann.keep_own_ranges([OWN]),
        lambda: ann.keep_pain_rise(RISE),
        lambda: ann.add_note("a", by="Ann"),
        lambda: ann.import_sessions([]),
    ):
        with pytest.raises(RecordsError, match="nobody like that"):
            write()
    assert ann.own_ranges() == ()


def test_what_cannot_be_understood_is_said(database, ann):
    ann.keep_own_ranges([OWN])
    ann.keep_pain_rise(RISE)
    with database.transaction() as connection:
        for table in ("own_range", "pain_rise"):
            connection.execute(text(f"UPDATE {table} SET content = '{{}}'"))
    for read in (ann.own_ranges, ann.pain_rise):
        with pytest.raises(RecordsError, match="damaged"):
            read()
