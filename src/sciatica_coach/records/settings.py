"""Settings of the records, kept in the records themselves."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sciatica_coach.records.tables import SettingRow


def read_setting(connection: Connection, name: str) -> dict[str, Any] | None:
    """What is set under this name; None if nothing is."""
    found = select(SettingRow.value).where(SettingRow.name == name)
    return connection.execute(found).scalar()


def write_setting(connection: Connection, name: str, value: dict[str, Any] | None) -> None:
    """Set it; None takes it away."""
    connection.execute(delete(SettingRow).where(SettingRow.name == name))
    if value is not None:
        connection.execute(insert(SettingRow).values(name=name, value=value))
