"""Types of the columns."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from sciatica_coach.records.tables import PersonRow, Table
from tests.records.built import TOKYO


@pytest.mark.parametrize(
    "at",
    [
        datetime(2028, 2, 29, 23, 59, 59, 123456, tzinfo=UTC),
        datetime(2027, 3, 1, 8, 30, tzinfo=TOKYO),
        datetime(2027, 10, 31, 2, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    ],
)
def test_a_moment_comes_back_with_its_zone(database, ann, at):
    moved = insert(PersonRow).values(id=uuid4(), name="B", name_key="b", created_at=at)
    with database.transaction() as connection:
        connection.execute(moved)
        found = select(PersonRow.created_at).where(PersonRow.name_key == "b")
        read = connection.execute(found).scalar_one()
    assert read == at
    assert read.utcoffset() == timedelta()


def test_all_that_is_of_a_person_goes_with_them():
    """Each table leads to the person by keys that delete, but those that are not of one."""
    of_nobody = {"person", "therapist", "setting", "alembic_version"}
    for table in Table.metadata.sorted_tables:
        if table.name in of_nobody or not table.foreign_keys:
            continue
        actions = {key.column.table.name: key.ondelete for key in table.foreign_keys}
        assert any(action in ("CASCADE", "SET NULL") for action in actions.values()), table.name
