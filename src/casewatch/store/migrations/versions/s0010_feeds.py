"""Feeds that are followed, and their items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, length: int | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "feed",
        _number("pk"),
        _text("name", 200),
        _text("kind", 20),
        _text("url"),
        _text("address"),
        _text("title"),
        _text("since", 10, null=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        _text("added", 40),
        _text("etag"),
        _text("modified"),
        _number("listing"),
        _text("tried", 40, null=True),
        _text("succeeded", 40, null=True),
        _text("not_before", 40, null=True),
        _number("errors"),
        _text("error"),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_feed"),
        sa.UniqueConstraint("name", name="uq_feed_name"),
    )
    op.create_table(
        "feed_item",
        _number("pk"),
        _number("feed"),
        _text("key", 64),
        _text("url"),
        sa.Column("page", sa.Boolean(), nullable=False),
        _text("published", 40, null=True),
        _text("fingerprint", 64),
        _text("state", 10),
        _text("report", 400, null=True),
        _text("first_seen", 40),
        _number("listing"),
        _number("attempts"),
        _text("not_before", 40, null=True),
        _text("error"),
        sa.Column("listed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_feed_item"),
        sa.ForeignKeyConstraint(["feed"], ["feed.pk"], name="fk_feed_item_feed"),
        sa.UniqueConstraint("feed", "key", name="uq_feed_item_feed"),
    )
    op.create_index("ix_feed_item_state", "feed_item", ["feed", "state"])
    op.create_index("ix_feed_item_report", "feed_item", ["report"])


def downgrade() -> None:
    """Takes the tables away; what was read of the feeds stays."""
    for name in ("feed_item", "feed"):
        op.drop_table(name)
