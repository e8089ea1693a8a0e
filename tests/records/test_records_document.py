"""The drawing in docs/records.md shows the tables as they are."""

import re

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, Uuid

from sciatica_coach.paths import ROOT
from sciatica_coach.records.tables import Table, UtcDateTime

KINDS = {
    Uuid: "uuid",
    UtcDateTime: "moment",
    Date: "day",
    Boolean: "truth",
    Integer: "integer",
    Float: "number",
    JSON: "json",
    LargeBinary: "bytes",
    String: "text",
}
DOCUMENT = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")


def drawn():
    """Tables with the kinds and names of their columns, and what refers to what."""
    drawing = re.search(r"```mermaid\nerDiagram\n(.*?)```", DOCUMENT, re.DOTALL)[1]
    tables = {
        name: [tuple(line.split()) for line in columns.strip().splitlines()]
        for name, columns in re.findall(r"^    (\w+) \{\n(.*?)^    \}", drawing, re.DOTALL | re.M)
    }
    references = re.findall(r"(\w+) (?:\|\||\|o)--o\{ (\w+)", drawing)
    return tables, sorted(references)


def column(each):
    kind = next(word for kind, word in KINDS.items() if isinstance(each.type, kind))
    keys = ["PK"] * each.primary_key + ["FK"] * bool(each.foreign_keys)
    return (kind, each.name, *([",".join(keys)] if keys else []))


def test_tables_and_columns_are_drawn():
    tables, _ = drawn()
    assert tables == {
        name: [column(each) for each in table.columns]
        for name, table in Table.metadata.tables.items()
    }


def test_what_refers_to_what_is_drawn():
    _, references = drawn()
    assert references == sorted(
        (each.referred_table.name, table.name)
        for table in Table.metadata.tables.values()
        for each in table.foreign_key_constraints
    )
