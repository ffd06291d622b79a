"""What left: stamps, collections and their objects; whom the store has forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0010"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "share_stamp",
        _text("name", 120),
        _text("subject", 200),
        _text("producer"),
        _text("content", 32),
        _text("created", 40),
        _text("modified", 40),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_share_stamp"),
    )
    op.create_index("ix_share_stamp_subject", "share_stamp", ["subject"])
    op.create_table(
        "share_collection",
        sa.Column("pk", _KEY, nullable=False),
        _text("id", 36),
        _text("alias", 100),
        _text("title"),
        _text("description"),
        _text("chosen"),
        _text("tlp", 20),
        _text("published", 40),
        sa.PrimaryKeyConstraint("pk", name="pk_share_collection"),
        sa.UniqueConstraint("id", name="uq_share_collection_id"),
        sa.UniqueConstraint("alias", name="uq_share_collection_alias"),
    )
    op.create_table(
        "share_object",
        sa.Column("pk", _KEY, nullable=False),
        sa.Column("collection", _KEY, nullable=False),
        _text("id", 120),
        _text("type", 60),
        _text("version", 40),
        _text("subject", 200),
        _text("added", 40),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.Column("oldest", sa.Boolean(), nullable=False),
        _text("object"),
        sa.PrimaryKeyConstraint("pk", name="pk_share_object"),
        sa.ForeignKeyConstraint(
            ["collection"], ["share_collection.pk"], name="fk_share_object_collection"
        ),
        sa.UniqueConstraint("collection", "id", "version", name="uq_share_object_collection"),
        # A number that was given once is never given again: readers go on behind it.
        sqlite_autoincrement=True,
    )
    op.create_index("ix_share_object_newest", "share_object", ["collection", "newest", "pk"])
    op.create_index("ix_share_object_subject", "share_object", ["subject"])
    op.create_table(
        "forgotten",
        sa.Column("pk", _KEY, nullable=False),
        _text("key", 64),
        _text("salt", 32),
        _text("at", 40),
        sa.PrimaryKeyConstraint("pk", name="pk_forgotten"),
        sa.UniqueConstraint("key", name="uq_forgotten_key"),
    )


def downgrade() -> None:
    """Takes the tables away, with all that is in them."""
    for name in ("forgotten", "share_object", "share_collection", "share_stamp"):
        op.drop_table(name)
