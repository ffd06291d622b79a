"""Finding a case file by id, name or alias. What fits several is a list, never a guess."""

from __future__ import annotations

from collections.abc import Sequence

from casewatch.cases.model import CaseFile
from casewatch.resolving.names import compare_names, fold


def _exact(case: CaseFile, query: str) -> bool:
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
    for fit in (_exact, _words, _spelling):
        found = tuple(c for c in cases if fit(c, wanted))
        if found:
            return found
    return ()
