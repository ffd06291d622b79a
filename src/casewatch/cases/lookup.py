"""Finding a case file by id, name or alias. What fits several is a list, never a guess."""

from __future__ import annotations

from collections.abc import Sequence

from casewatch.cases.ids import holder, holder_of_superseded, is_id, superseded
from casewatch.cases.model import CaseFile
from casewatch.cases.project import Projection
from casewatch.errors import NotFoundError
from casewatch.resolving.names import compare_names, fold
from casewatch.store import Store

#: How many candidates are named where a name fits several case files.
_MOST_NAMED = 8


def _exact(case: CaseFile, query: str) -> bool:
    return any(fold(n.name) == query for n in case.names if not n.shared_with)


def _shared(case: CaseFile, query: str) -> bool:
    return any(fold(n.name) == query for n in case.names)


def _words(case: CaseFile, query: str) -> bool:
    wanted = set(query.split())
    return any(wanted <= set(fold(n.name).split()) for n in case.names)


def _spelling(case: CaseFile, query: str) -> bool:
    return case.kind == "person" and any(compare_names(n.name, query) for n in case.names)


def find_case(cases: Sequence[CaseFile], query: str) -> tuple[CaseFile, ...]:
    """The cases that `query` names: one where it is plain, several where it is not, or none.

    By id first; then by a whole name or alias; then by some of the words of a name; then by a
    name that is spelled in another way.
    """
    wanted = fold(query)
    by_id = tuple(c for c in cases if c.id == query.strip())
    if by_id or not wanted:
        return by_id
    for fit in (_exact, _shared, _words, _spelling):
        found = tuple(c for c in cases if fit(c, wanted))
        if found:
            return found
    return ()


def only(found: Sequence[CaseFile], query: str) -> CaseFile:
    """The only one of what was found. Raises `NotFoundError` for none, or several: it names them."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(f"no case file goes by “{query}”", hint="see: casewatch cases")
    told = ", ".join(f"{c.name} ({c.id})" for c in found[:_MOST_NAMED])
    raise NotFoundError(f"“{query}” may be any of {len(found)}: {told}", hint="give the id")


def look_up(projection: Projection, store: Store, query: str) -> tuple[CaseFile, ...]:
    """As `find_case`; and an id shown before leads to the case file that holds it now.

    Raises `NotFoundError` for an old id of somebody about whom there is no case file any more.
    """
    found = find_case(projection.cases, query)
    old = query.strip()
    if found or not is_id(old):
        return found
    entity = holder(projection.resolution, old)
    if entity is None:
        mention = superseded(store, old)
        if mention is None:
            return ()
        entity = holder_of_superseded(projection.resolution, *mention)
        if entity is None:
            raise NotFoundError(
                f"{old} was {mention[1].name} in the report {mention[1].report}, which as read now "
                "names nobody so"
            )
    found = tuple(c for c in projection.cases if c.id == entity.id)
    if not found:
        raise NotFoundError(
            f"{old} was {entity.name}, about whom there is no case file now",
            hint="see the reports: " + ", ".join(entity.reports[:3]),
        )
    return found
