"""What does not go together: mentions that can hardly be of one person, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from casewatch.resolving.clusters import AGE_SLACK, one_person_twice
from casewatch.resolving.entities import Entity
from casewatch.resolving.mentions import Mention
from casewatch.resolving.names import compare_names, parse_name

#: Pairs of members that are compared, at most.
MOST_PAIRS = 400


def at_odds(a: Mention, b: Mention) -> str:
    """What two mentions say that does not go together; empty where nothing."""
    if a.gender and b.gender and a.gender != b.gender:
        return "one a man, one a woman"
    if a.born and b.born and max(a.born[0] - b.born[1], b.born[0] - a.born[1]) > AGE_SLACK:
        return f"born {a.born[0]}-{a.born[1]} / {b.born[0]}-{b.born[1]}"
    if a.nationality and b.nationality and not a.nationality & b.nationality:
        one, two = (" ".join(sorted(m.nationality)) for m in (a, b))
        return f"nationality: {one} / {two}"
    match = compare_names(a.name, b.name)
    if match is not None and match.middle == "differ":
        return f"middle names: {a.name} / {b.name}"
    x, y = parse_name(a.name).suffix, parse_name(b.name).suffix
    if x and y and x != y:
        return f"suffix: {a.name} / {b.name}"
    return ""


def _named_apart(a: Entity, b: Entity) -> Iterator[str]:
    of = {m.key.report: m for m in a.mentions}
    for m in b.mentions:
        other = of.get(m.key.report)
        if other is not None and not one_person_twice(m, other):
            yield f"named apart in one report: {m.key.report}"


def between(a: Entity, b: Entity, most: int = 3) -> tuple[str, ...]:
    """What speaks against two entities being one, wherever it stands in their reports."""
    pairs = islice(product(a.mentions, b.mentions), MOST_PAIRS)
    found = [*_named_apart(a, b), *(why for x, y in pairs if (why := at_odds(x, y)))]
    return tuple(dict.fromkeys(found))[:most]


def with_odds(grounds: Sequence[str], odds: Sequence[str]) -> tuple[str, ...]:
    """Grounds against, and after them what else is at odds and not among them already."""
    more = (o for o in odds if o and not any(o in ground for ground in grounds))
    return (*grounds, *dict.fromkeys(more))
