"""Run by Alembic: brings the database whose connection it is given to another version."""

from typing import Literal

from alembic import context

from sciatica_coach.records.tables import Table, UtcDateTime


def _as_standard_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """How a new migration writes a column type of our own: migrations outlive our modules."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,  # SQLite cannot change most of a table in place
    render_item=_as_standard_type,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
