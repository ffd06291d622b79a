"""The first schema: reports with versions, readings, facts, decisions, failures, runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, length: int | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "report",
        _number("pk"),
        _text("id", 400),
        _number("version"),
        _number("reading", null=True),
        _text("first_seen", 40),
        sa.PrimaryKeyConstraint("pk", name="pk_report"),
        sa.UniqueConstraint("id", name="uq_report_id"),
    )
    op.create_table(
        "report_version",
        _number("pk"),
        _number("report"),
        _number("n"),
        _text("content", 64),
        _text("sha256", 64),
        _text("title"),
        _text("published", 40, null=True),
        _text("publisher"),
        _text("url"),
        _text("path"),
        _text("language", 20),
        _text("fetched", 40, null=True),
        _text("media", 100),
        _number("masked"),
        _text("notes"),
        _text("segments"),
        _text("text"),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("original", sa.LargeBinary(), nullable=True),
        _text("original_sha256", 64, null=True),
        sa.PrimaryKeyConstraint("pk", name="pk_report_version"),
        sa.ForeignKeyConstraint(["report"], ["report.pk"], name="fk_report_version_report"),
        sa.UniqueConstraint("report", "n", name="uq_report_version_report"),
    )
    op.create_index("ix_report_version_content", "report_version", ["report", "content"])
    op.create_table(
        "reading",
        _number("pk"),
        _number("report_version"),
        _text("reader", 200),
        _text("content", 64),
        _number("facts"),
        _text("made", 40),
        sa.PrimaryKeyConstraint("pk", name="pk_reading"),
        sa.ForeignKeyConstraint(
            ["report_version"], ["report_version.pk"], name="fk_reading_report_version"
        ),
        sa.UniqueConstraint("report_version", "reader", name="uq_reading_report_version"),
    )
    op.create_table(
        "fact",
        _number("pk"),
        _text("id", 32),
        _number("reading"),
        _number("seq"),
        _text("subject"),
        _text("property", 40),
        _text("value"),
        _text("modality", 20),
        _text("speaker", null=True),
        _text("spans"),
        sa.Column("grounded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_fact"),
        sa.ForeignKeyConstraint(["reading"], ["reading.pk"], name="fk_fact_reading"),
        sa.UniqueConstraint("id", name="uq_fact_id"),
        sa.UniqueConstraint("reading", "seq", name="uq_fact_reading"),
    )
    op.create_table(
        "decision",
        _number("pk"),
        _text("id", 32),
        _text("kind", 40),
        _text("a"),
        _text("b"),
        _text("verdict", 40),
        _text("by"),
        _text("grounds"),
        _text("made", 40),
        _text("undone", 40, null=True),
        _text("undone_by", null=True),
        sa.PrimaryKeyConstraint("pk", name="pk_decision"),
        sa.UniqueConstraint("id", name="uq_decision_id"),
    )
    op.create_table(
        "failure",
        _number("pk"),
        _text("input"),
        _text("stage", 20),
        _text("message"),
        _text("hint"),
        _text("first", 40),
        _text("last", 40),
        _number("attempts"),
        sa.PrimaryKeyConstraint("pk", name="pk_failure"),
        sa.UniqueConstraint("input", name="uq_failure_input"),
    )
    op.create_table(
        "run",
        _number("pk"),
        _text("began", 40),
        _text("ended", 40),
        _text("reader", 200),
        _text("told"),
        sa.PrimaryKeyConstraint("pk", name="pk_run"),
    )


def downgrade() -> None:
    """Takes the tables away, with all that is in them."""
    for name in ("run", "failure", "decision", "fact", "reading", "report_version", "report"):
        op.drop_table(name)
