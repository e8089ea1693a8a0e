"""Rows become lines and rows again, whatever is in them."""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.records.backup_rows import (
    LineDamaged,
    backup_tables,
    from_line,
    numbered_by_database,
    to_line,
)

TABLES = {table.name: table for table in backup_tables()}
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@given(WORDS, st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30)), st.integers(-14, 14))
def test_a_row_comes_back(words, moment, hours):
    row = {
        "id": 7,
        "person_id": uuid4(),
        "session_id": None,
        "written_at": moment.replace(tzinfo=timezone(timedelta(hours=hours))),
        "written_by": "Eva",
        "words": words,
    }
    line = to_line(TABLES["note"], row)
    assert "\n" not in line
    back = from_line(TABLES["note"], line)
    del row["id"]
    assert back == row
    assert back["written_at"].tzinfo is UTC


@given(
    st.one_of(
        st.text(),
        st.binary().map(repr),
        st.recursive(
            st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner)
        ).map(json.dumps),
    )
)
def test_no_line_does_more_than_be_refused(line):
    for table in TABLES.values():
        with pytest.raises(LineDamaged):
            from_line(table, line)


def test_a_line_that_is_deep_is_refused():
    with pytest.raises(LineDamaged):
        from_line(TABLES["note"], "[" * 1_000_000)


def test_numbers_of_the_database_are_left_out():
    assert numbered_by_database(TABLES["note"]) == "id"
    assert numbered_by_database(TABLES["session"]) is None
    assert numbered_by_database(TABLES["repetition"]) is None
