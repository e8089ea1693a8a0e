"""Settings of the records are read as they were set last."""

from sciatica_coach.records.settings import read_setting, write_setting


def test_a_setting_is_set_changed_and_taken_away(database):
    for value in ({"months": 3}, {"months": 12}, None):
        with database.transaction() as connection:
            write_setting(connection, "retention", value)
        with database.reading() as connection:
            assert read_setting(connection, "retention") == value
            assert read_setting(connection, "other") is None
