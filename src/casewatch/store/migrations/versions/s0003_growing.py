"""Stores that grow: a fact lies where its reading is, and keys have room for more.

Facts had three indexes, one of them on hashes: every fact was written to a place of its own all
over the file, which made a large store slow. The id of a fact follows from the rest of it and
needs no index to be one of a kind.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Keys of reports, versions and readings, wherever they stand.
_KEYS = (
    ("report", "pk"), ("report", "reading"), ("report_version", "pk"),
    ("report_version", "report"), ("reading", "pk"), ("reading", "report_version"),
    ("fact", "reading"), ("digest", "report"), ("report_key", "report"),
)  # fmt: skip
#: What is listed in order: by code points, whatever the language of the server.
_ORDERED = (
    ("report", "id", "VARCHAR(400)"), ("reading", "reader", "VARCHAR(200)"),
    ("failure", "input", "TEXT"),
)  # fmt: skip
_WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = "id, reading, seq, subject, property, value, modality, speaker, spans, grounded"


def _facts() -> None:
    text, short = sa.Text(), sa.String
    op.create_table(
        "fact_new",
        sa.Column("reading", _WIDE, nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", short(32), nullable=False),
        sa.Column("subject", text, nullable=False),
        sa.Column("property", short(40), nullable=False),
        sa.Column("value", text, nullable=False),
        sa.Column("modality", short(20), nullable=False),
        sa.Column("speaker", text, nullable=True),
        sa.Column("spans", text, nullable=False),
        sa.Column("grounded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("reading", "seq", name="pk_fact"),
        sa.ForeignKeyConstraint(["reading"], ["reading.pk"], name="fk_fact_reading"),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO fact_new ({_COLUMNS}) SELECT {_COLUMNS} FROM fact ORDER BY reading, seq"  # noqa: S608
    )
    op.drop_table("fact")
    op.rename_table("fact_new", "fact")


def upgrade() -> None:
    """Moves the facts; widens the keys where the database tells narrow from wide."""
    op.drop_index("ix_report_version_content", "report_version")
    if op.get_bind().dialect.name == "postgresql":
        # A name of a constraint must be free before the new table takes it.
        op.execute("ALTER TABLE fact RENAME CONSTRAINT pk_fact TO pk_fact_old")
        _facts()
        for table, column in _KEYS:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE BIGINT")
        for table, column, kind in _ORDERED:
            op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "C"')
    else:
        _facts()


def downgrade() -> None:
    """There is no way back: ids of facts are no longer looked up."""
    raise NotImplementedError("a store is only brought forward; restore a backup instead")
