"""The tables of a store. Only types and clauses that SQLite and PostgreSQL share.

    report 1─n report_version 1─n reading 1─n fact        decision   failure   run
       └1 digest    report_key    name    thing_key    derived

Facts are append-only. `report.version` and `report.reading` point at the newest version and
its newest reading; the facts of that reading are the current ones, all others superseded.
The second line is derived from the first and can be thrown away (see `keys`).
Times are ISO 8601 in UTC. JSON is text in the one spelling of `canonical_json`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

#: The schema that this program reads and writes: the newest revision under `migrations`.
SCHEMA = "0020"
#: Keeps the revision of the schema; its presence tells a store from any other database.
SCHEMA_TABLE = "casewatch_schema"

#: Keys that grow with the reports. SQLite numbers rows itself only where the type is this one.
_KEY = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(column_0_label)s",
    }
)

report = Table(
    "report",
    metadata,
    Column("pk", _KEY, primary_key=True),
    Column("id", String(400), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    # No foreign key: it would close a circle of tables; `verify` looks after it.
    Column("reading", _KEY, nullable=True),
    Column("first_seen", String(40), nullable=False),
)

report_version = Table(
    "report_version",
    metadata,
    Column("pk", _KEY, primary_key=True),
    Column("report", ForeignKey("report.pk"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("published", String(40), nullable=True),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("language", String(20), nullable=False),
    Column("fetched", String(40), nullable=True),
    Column("media", String(100), nullable=False),
    Column("masked", Integer, nullable=False),
    Column("notes", Text, nullable=False),
    Column("segments", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("before", LargeBinary, nullable=True),
    Column("original", LargeBinary, nullable=True),
    Column("original_sha256", String(64), nullable=True),
    UniqueConstraint("report", "n"),
)

reading = Table(
    "reading",
    metadata,
    Column("pk", _KEY, primary_key=True),
    Column("report_version", ForeignKey("report_version.pk"), nullable=False),
    Column("reader", String(200), nullable=False),
    Column("content", String(64), nullable=False),
    Column("facts", Integer, nullable=False),
    Column("made", String(40), nullable=False),
    UniqueConstraint("report_version", "reader"),
)

#: A fact lies beside the others of its reading; the table is its own index.
fact = Table(
    "fact",
    metadata,
    Column("reading", ForeignKey("reading.pk"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("property", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("modality", String(20), nullable=False),
    Column("speaker", Text, nullable=True),
    Column("spans", Text, nullable=False),
    Column("grounded", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("verdict", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("grounds", Text, nullable=False),
    Column("made", String(40), nullable=False),
    Column("undone", String(40), nullable=True),
    Column("undone_by", Text, nullable=True),
)

failure = Table(
    "failure",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("input", Text, nullable=False, unique=True),
    Column("stage", String(20), nullable=False),
    Column("message", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("first", String(40), nullable=False),
    Column("last", String(40), nullable=False),
    Column("attempts", Integer, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("began", String(40), nullable=False),
    Column("ended", String(40), nullable=False),
    Column("reader", String(200), nullable=False),
    Column("told", Text, nullable=False),
)

#: What resolving needs of each report's current reading, so that a look-up need not load it.
digest = Table(
    "digest",
    metadata,
    Column("report", ForeignKey("report.pk"), primary_key=True, autoincrement=False),
    Column("day", String(10), nullable=False, index=True),
    Column("content", Text, nullable=False),
)

#: Things that a report holds, by their hashes: forms of names, its text, ids of its mentions.
#: The tables of keys are their own index, which keeps them small.
report_key = Table(
    "report_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("report", _KEY, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Every form of a name that was ever read, by its hash.
name = Table(
    "name",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("form", Text, nullable=False),
)

#: Keys under which forms of names, and texts, are compared with others.
thing_key = Table(
    "thing_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("thing", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: By which version of the program what is derived was made.
derived = Table(
    "derived",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("version", String(40), nullable=False),
)
