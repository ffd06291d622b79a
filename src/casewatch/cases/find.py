"""Case files without projecting the store: by name, by id, by words of the reports.

    find_cases(store, "seleznev", limit=20)    those that go by a name, else by words of reports
    case_of(store, "Roman Seleznev")           those that a name or an id stands for
    cases_of_reports(store, ["report-1"])      those that reports are about

Each gives the case files that the whole projection has, byte for byte; what it costs follows
from the reports about the entities found, and not from the size of the store. A store whose
index was made by another version of the program is projected as a whole until it is opened for
writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from casewatch.cases.ids import is_id, superseded
from casewatch.cases.judged import judged_of
from casewatch.cases.lookup import find_case, look_up
from casewatch.cases.model import CaseFile
from casewatch.cases.part import KINDS, Part
from casewatch.cases.project import project_store
from casewatch.errors import NotFoundError
from casewatch.resolving.anchors import anchor
from casewatch.resolving.blocking import form_keys, is_narrow
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity, entity_id
from casewatch.resolving.kept import judgements_of
from casewatch.resolving.keyed import word_keys
from casewatch.resolving.mentions import Kind
from casewatch.resolving.names import compare_names, fold
from casewatch.store import Store
from casewatch.store.index import Index

#: Reports whose words are looked for, and forms of a name that hold a word asked for.
MOST_REPORTS, MOST_FORMS = 500, 5_000
_Fits = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of a store, and how its case files are to be."""

    store: Store
    part: Part
    known_by: str | None
    #: Mentions whose names people judged, by which those may be found as well.
    renamed: frozenset[MentionKey]

    def cases(self, entities: Iterable[Entity]) -> tuple[CaseFile, ...]:
        """The case files of entities."""
        found = self.part.case_files(entities)
        if self.known_by:
            return tuple(replace(case, known_by=self.known_by) for case in found)
        return found


@contextmanager
def _asked(
    store: Store, as_of: str | None = None, known_by: str | None = None
) -> Iterator[_Asked | None]:
    """The store as far as it will be asked for; None where its index must be made first."""
    decisions = store.decisions()
    with store.index(known_by) as index:
        if index is None:
            yield None
            return
        judgements, judged = judgements_of(decisions), judged_of(decisions)
        part = Part(index, judgements, judged, as_of, known_by)
        renamed = frozenset(key for r in judged.names for key in r.keys)
        yield _Asked(store, part, known_by, renamed)


def find_cases(
    store: Store,
    query: str,
    limit: int = 0,
    as_of: str | None = None,
    known_by: str | None = None,
) -> tuple[CaseFile, ...]:
    """The case files that go by `query`; where none does, those whose reports hold its words.

    Those with most reports first; at most `limit` where one is given.
    """
    with _asked(store, as_of, known_by) as asked:
        if asked is None:
            every = project_store(store, as_of, known_by).cases
            found = find_case(every, query) or _with_reports(every, store, query)
        else:
            found = _named(asked, query) or _told(asked, query)
    ranked = sorted(found, key=lambda c: (-len(c.reports), c.name.casefold(), c.id))
    return tuple(ranked[:limit] if limit > 0 else ranked)


def case_of(
    store: Store, query: str, as_of: str | None = None, known_by: str | None = None
) -> tuple[CaseFile, ...]:
    """The case files that a name, an alias or an id stands for: one where it is plain.

    An id shown before leads to the case file that holds it now. Raises `NotFoundError` for an
    old id of somebody about whom there is no case file any more.
    """
    with _asked(store, as_of, known_by) as asked:
        if asked is None:
            return look_up(project_store(store, as_of, known_by), store, query)
        if is_id(query.strip()):
            return _by_id(asked, query.strip())
        return _named(asked, query)


def cases_of_reports(
    store: Store, reports: Iterable[str], as_of: str | None = None, known_by: str | None = None
) -> tuple[CaseFile, ...]:
    """The case files of all whom these reports name, people first, each kind by id."""
    wanted = set(reports)
    with _asked(store, as_of, known_by) as asked:
        if asked is None:
            every = project_store(store, as_of, known_by).cases
            return tuple(c for c in every if wanted.intersection(c.reports))
        return _of_reports(asked, wanted)


def _with_reports(every: Iterable[CaseFile], store: Store, query: str) -> tuple[CaseFile, ...]:
    reports = {hit.report for hit in store.search(query, limit=MOST_REPORTS)}
    return tuple(c for c in every if reports.intersection(c.reports))


def _told(asked: _Asked, query: str) -> tuple[CaseFile, ...]:
    return _of_reports(asked, {h.report for h in asked.store.search(query, limit=MOST_REPORTS)})


def _of_reports(asked: _Asked, reports: Iterable[str]) -> tuple[CaseFile, ...]:
    part = asked.part
    keys = part.index.keys_of(sorted(reports))
    part.local.load(keys.values())
    found: list[Entity] = []
    for kind in KINDS:
        loaded = [r for r in sorted(keys) if r in part.local.loaded.keys]
        seeds = [m.key for r in loaded for m in part.local.mentions(kind, r)]
        found += part.entities_of(kind, seeds)
    return asked.cases(found)


def _holding(asked: _Asked, forms: Iterable[tuple[Kind, str]]) -> tuple[CaseFile, ...]:
    """The case files of all who go by one of the forms."""
    wanted = list(forms)
    local = asked.part.local
    if asked.renamed:
        local.load(asked.part.index.keys_of(sorted({k.report for k in asked.renamed})).values())
    found: list[Entity] = []
    for kind in KINDS:
        held = local.holding(kind, [form for k, form in wanted if k == kind])
        keys = {m.key for mentions in held.values() for m in mentions} | asked.renamed
        found += asked.part.entities_of(kind, keys)
    return asked.cases(found)


def _named(asked: _Asked, query: str) -> tuple[CaseFile, ...]:
    """As `find_case`, whose rules are tried on what the index finds for each of them."""
    wanted = fold(query)
    if is_id(query.strip()):
        return _by_id(asked, query.strip())
    if not wanted:
        return ()
    words = set(wanted.split())
    ways: tuple[tuple[Callable[[Index, str], list[tuple[Kind, str]]], _Fits], ...] = (
        (_whole, lambda form: fold(form) == wanted),
        (_by_words, lambda form: words <= set(fold(form).split())),
        (_alike, lambda form: compare_names(form, wanted) is not None),
    )
    for candidates, fits in ways:
        forms = [(kind, f) for kind, f in candidates(asked.part.index, query) if fits(f)]
        found = find_case(_holding(asked, forms), query) if forms or asked.renamed else ()
        if found:
            return found
    return ()


def _whole(index: Index, query: str) -> list[tuple[Kind, str]]:
    return [
        (kind, form)
        for kind in KINDS
        for forms in index.forms_under(
            kind, [k for k in form_keys(kind, query) if is_narrow(k)]
        ).values()
        for form in forms
    ]  # fmt: skip


def _by_words(index: Index, query: str) -> list[tuple[Kind, str]]:
    found: list[tuple[Kind, str]] = []
    for kind in KINDS:
        under = [index.under(kind, key, MOST_FORMS) for key in word_keys(query)]
        fewest = min(under, key=len, default=[])
        found += [(kind, form) for form in index.forms(fewest).values()]
    return sorted(found)


def _alike(index: Index, query: str) -> list[tuple[Kind, str]]:
    under = index.forms_under("person", form_keys("person", query))
    return sorted({("person", form) for forms in under.values() for form in forms})


def _by_id(asked: _Asked, old: str) -> tuple[CaseFile, ...]:
    part = asked.part
    kind: Kind = "person" if old.startswith("person") else "group"
    reports = part.index.reports_of_id(old)
    part.local.load(reports)
    for key in reports:
        digest = part.local.loaded.digests.get(key)
        for mention in part.local.mentions(kind, digest.report) if digest else ():
            if entity_id(kind, mention) == old:
                return _held(asked, kind, mention.key, old)
    gone = superseded(asked.store, old) if reports else None
    if gone is None:
        return ()
    name = gone[1]
    keys = part.index.keys_of([name.report])
    part.local.load(keys.values())
    pool = part.local.mentions(kind, name.report) if name.report in part.local.loaded.keys else []
    now = anchor(name, pool)
    if all(m.key != now for m in pool):
        raise NotFoundError(
            f"{old} was {name.name} in the report {name.report}, which as read now names nobody so"
        )
    return _held(asked, kind, now, old)


def _held(asked: _Asked, kind: Kind, key: MentionKey, old: str) -> tuple[CaseFile, ...]:
    """The case file that holds a mention. Raises `NotFoundError` where there is none."""
    entities = asked.part.entities_of(kind, [key])
    found = asked.cases(entities)
    if not found:
        holder = entities[0]
        raise NotFoundError(
            f"{old} was {holder.name}, about whom there is no case file now",
            hint="see the reports: " + ", ".join(holder.reports[:3]),
        )
    return found
