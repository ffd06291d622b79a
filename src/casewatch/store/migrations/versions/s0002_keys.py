"""Keys: what a look-up finds mentions by. Filled from the readings when the store is opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, autoincrement=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "digest",
        _number("report"),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_digest"),
        sa.ForeignKeyConstraint(["report"], ["report.pk"], name="fk_digest_report"),
    )
    op.create_index("ix_digest_day", "digest", ["day"])
    op.create_table(
        "report_key",
        _big("key"),
        _number("report"),
        sa.PrimaryKeyConstraint("key", "report", name="pk_report_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name",
        _big("id"),
        sa.Column("form", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_name"),
    )
    op.create_table(
        "thing_key",
        _big("key"),
        _big("thing"),
        sa.PrimaryKeyConstraint("key", "thing", name="pk_thing_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "derived",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_derived"),
    )


def downgrade() -> None:
    """Takes the tables away; nothing is lost that cannot be made anew."""
    for name in ("derived", "thing_key", "name", "report_key", "digest"):
        op.drop_table(name)
