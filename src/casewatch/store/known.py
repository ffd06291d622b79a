"""What a batch must know of reports that are in the store already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from casewatch.store import schema as t

#: So many reports are asked for in one query.
_AT_ONCE = 500
_OF_REPORTS = (
    sa.select(
        t.report.c.id, t.report.c.pk, t.report.c.version, t.report_version.c.pk.label("v"),
        t.report_version.c.n, t.report_version.c.content, t.reading.c.reader,
    )
    .join(t.report_version, t.report_version.c.report == t.report.c.pk)
    .outerjoin(t.reading, t.reading.c.report_version == t.report_version.c.pk)
    .where(t.report.c.id.in_(sa.bindparam("ids", expanding=True)))
)  # fmt: skip
_LAST = sa.select(
    *(
        sa.select(sa.func.coalesce(sa.func.max(table.c.pk), 0)).scalar_subquery()
        for table in (t.report, t.report_version, t.reading)
    )
)


@dataclass(slots=True)
class Known:
    """One report: its key (None where it is new) and its newest version.

    `contents` maps the hash of a content to its version, `versions` a version to its key,
    `readers` the key of a version to those that have read it.
    """

    key: int | None = None
    version: int = 0
    contents: dict[str, int] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    readers: dict[int, set[str]] = field(default_factory=dict)


def known_of(connection: sa.Connection, names: Sequence[str]) -> dict[str, Known]:
    """What is known of the reports with these ids, of new ones nothing."""
    found = {name: Known() for name in names}
    for low in range(0, len(names), _AT_ONCE):
        some = list(names[low : low + _AT_ONCE])
        for row in connection.execute(_OF_REPORTS, {"ids": some}):
            known = found[row.id]
            known.key, known.version = row.pk, row.version
            known.contents[row.content] = row.n
            known.versions[row.n] = row.v
            if row.reader is not None:
                known.readers.setdefault(row.v, set()).add(row.reader)
    return found


@dataclass(slots=True)
class Keys:
    """The last keys given out of reports, versions and readings."""

    report: int
    version: int
    reading: int


def last_keys(connection: sa.Connection) -> Keys:
    """The highest keys there are; 0 where there is none."""
    return Keys(*connection.execute(_LAST).one())
