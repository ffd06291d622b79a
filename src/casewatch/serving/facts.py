"""From the id of a fact to the place of its words."""

from __future__ import annotations

from casewatch.errors import NotFoundError
from casewatch.serving.desk import Desk


def find_fact(desk: Desk, fact: str) -> tuple[str, int, int]:
    """Report and span of a fact, also of a superseded one. Raises `NotFoundError`.

    All facts are gone through: it is asked for seldom, and the store has no index by id.
    """
    for current in (True, False):
        for one in desk.store.facts(current=current):
            if one.id == fact and one.spans:
                start, end = one.spans[0]
                return one.report, start, end
    raise NotFoundError(f"there is no fact {fact[:40]}")
