"""PostgreSQL keeps samples of what columns hold, to plan by: not of names and notes.

Such a sample would outlive the row. Plans go by identifiers and moments, never by these columns.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            if isinstance(column["type"], sa.String | sa.LargeBinary | sa.JSON):
                connection.execute(
                    sa.text(f'ALTER TABLE "{table}" ALTER "{column["name"]}" SET STATISTICS 0')
                )
