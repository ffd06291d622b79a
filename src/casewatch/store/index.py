"""Asking the index of names: what `resolving.local` needs, as queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby

import sqlalchemy as sa

from casewatch.model.reading import Reading
from casewatch.resolving.blocking import LARGEST_BLOCK, is_narrow
from casewatch.resolving.copies import MOST_TEXTS
from casewatch.resolving.keyed import id_number, key_number
from casewatch.resolving.mentions import Kind
from casewatch.store import schema as t
from casewatch.store.keys import chunks
from casewatch.store.queries import CURRENT, readings

#: Keys that are asked for in one statement, each up to a limit of its own.
_BRANCHES = 16


@cache
def _limited(limit: int) -> sa.CompoundSelect[tuple[int, int]]:
    c = t.thing_key.c
    branches = []
    for n in range(_BRANCHES):
        one = sa.select(c.key, c.thing).where(c.key == sa.bindparam(f"key{n}")).limit(limit)
        of = one.subquery().c
        branches.append(sa.select(of.key, of.thing))
    return sa.union_all(*branches)


class Index:
    """The index of one state of a store, `until` a day of publication where one is given."""

    def __init__(self, connection: sa.Connection, until: str | None = None) -> None:
        self._db = connection
        self._until = until
        self._forms: dict[tuple[Kind, str], tuple[str, ...]] = {}

    def forms_under(self, kind: Kind, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The forms of names under each key; none where they are too many for a name."""
        wanted = [k for k in keys if (kind, k) not in self._forms]
        narrow = {key_number(kind, k): k for k in wanted if is_narrow(k)}
        found: dict[str, list[int]] = {k: [] for k in wanted}
        c = t.thing_key.c
        for some in chunks(sorted(narrow)):
            for row in self._db.execute(sa.select(c.key, c.thing).where(c.key.in_(some))):
                found[narrow[row.key]].append(row.thing)
        wide = {key_number(kind, k): k for k in wanted if not is_narrow(k)}
        for number, things in self._at_most(sorted(wide), LARGEST_BLOCK).items():
            found[wide[number]] = things
        texts = self.forms({n for things in found.values() for n in things})
        for key, things in found.items():
            self._forms[kind, key] = tuple(sorted(texts[n] for n in things if n in texts))
        return {k: self._forms[kind, k] for k in keys}

    def under(self, kind: Kind, key: str, limit: int) -> list[int]:
        """The numbers of at most `limit` forms under one key."""
        c = t.thing_key.c
        query = sa.select(c.thing).where(c.key == key_number(kind, key)).limit(limit)
        return list(self._db.execute(query).scalars())

    def forms(self, numbers: Collection[int]) -> dict[int, str]:
        """Forms of names by their numbers."""
        found: dict[int, str] = {}
        for some in chunks(sorted(numbers)):
            query = sa.select(t.name.c.id, t.name.c.form).where(t.name.c.id.in_(some))
            found.update((row.id, row.form) for row in self._db.execute(query))
        return found

    def reports_with(self, things: Collection[int]) -> Mapping[int, Sequence[int]]:
        """The reports that hold each thing, by their keys."""
        c = t.report_key.c
        found: dict[int, list[int]] = {thing: [] for thing in things}
        for some in chunks(sorted(things)):
            query = sa.select(c.key, c.report).where(c.key.in_(some)).order_by(c.key, c.report)
            for thing, rows in groupby(self._db.execute(query), key=lambda row: row.key):
                found[thing] = [row.report for row in rows]
        return found

    def reports_of_id(self, entity: str) -> Sequence[int]:
        """The reports in which the mention is, or was, from which an id follows."""
        number = id_number(entity)
        return self.reports_with([number])[number]

    def texts_with(self, keys: Collection[int]) -> Mapping[int, Sequence[int]]:
        """The texts that each key is one of; none for a key that too many have."""
        return self._at_most(sorted(keys), MOST_TEXTS)

    def _at_most(self, keys: Sequence[int], most: int) -> dict[int, list[int]]:
        """The things under each key; none for a key of more than `most`, which is not read on."""
        found: dict[int, list[int]] = {key: [] for key in keys}
        query = _limited(most + 1)
        for some in chunks(keys, _BRANCHES):
            # Always as many branches, so that the statement is made once.
            padded = [*some, *[some[-1]] * (_BRANCHES - len(some))]
            asked = {f"key{n}": key for n, key in enumerate(padded)}
            for row in self._db.execute(query, asked):
                found[row.key].append(row.thing)
            last = found[some[-1]]
            found[some[-1]] = list(dict.fromkeys(last))
        return {key: things for key, things in found.items() if len(things) <= most}

    def contents(self, reports: Iterable[int]) -> dict[int, str]:
        """The digests of reports as they are kept, by their keys; of those published in time."""
        found: dict[int, str] = {}
        c = t.digest.c
        for some in chunks(reports):
            query = sa.select(c.report, c.content).where(c.report.in_(some))
            if self._until is not None:
                query = query.where(c.day > "", c.day <= self._until)
            found.update((row.report, row.content) for row in self._db.execute(query))
        return found

    def keys_of(self, reports: Iterable[str]) -> dict[str, int]:
        """The keys of reports, by their ids."""
        found: dict[str, int] = {}
        for some in chunks(reports):
            query = sa.select(t.report.c.id, t.report.c.pk).where(t.report.c.id.in_(some))
            found.update((row.id, row.pk) for row in self._db.execute(query))
        return found

    def texts(self, reports: Iterable[int]) -> dict[int, str]:
        """The clean texts of reports in their newest version, by their keys."""
        v = t.report_version.c
        found: dict[int, str] = {}
        for some in chunks(reports):
            query = (
                sa.select(t.report.c.pk, v.text)
                .select_from(
                    t.report.join(
                        t.report_version, (v.report == t.report.c.pk) & (v.n == t.report.c.version)
                    )
                )
                .where(t.report.c.pk.in_(some))
            )
            found.update((row.pk, row.text) for row in self._db.execute(query))
        return found

    def readings(self, reports: Iterable[str]) -> dict[str, Reading]:
        """The current readings of reports, by their ids."""
        found: dict[str, Reading] = {}
        for some in chunks(reports):
            where = t.report.c.id.in_(some)
            found.update((r.report.id, r) for r in readings(self._db, CURRENT, where))
        return found

    def newest_day(self) -> str:
        """The day of the newest report, or an empty text."""
        return self._db.execute(sa.select(sa.func.max(t.digest.c.day))).scalar() or ""
