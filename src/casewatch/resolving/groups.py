"""Groups across reports: gangs, venues and malware that go by one name.

A coined name (Bugat, Carder.su) is rarer than any person's; it joins on its key alone where the
kinds agree. A name made of plain words asks for a further ground. A gang and a malware of one
name stay apart; case files show them as linked.
"""

from __future__ import annotations

import re

from casewatch.resolving.compare import Comparison, Ground
from casewatch.resolving.mentions import Mention, group_key
from casewatch.resolving.names import fold
from casewatch.resolving.words import word_set

_COINED = re.compile(r"[A-Za-z]+\d|\d[A-Za-z]|[a-z][A-Z]|\w\.[a-z]{2,}$")


def is_coined(name: str) -> bool:
    """Whether a name is no plain word: digits or capitals inside, a domain, an unknown word."""
    if _COINED.search(name):
        return True
    words = [w for w in fold(name).split() if w not in word_set("groups", "generic")]
    return any(len(w) >= 5 and w not in word_set("groups", "plain") for w in words)


def compare_groups(a: Mention, b: Mention) -> Comparison | None:
    """Grounds for and against two groups being one; None where no name is shared."""
    x, y = group_key(a.name), group_key(b.name)
    shared = sorted(({x} | a.handles) & ({y} | b.handles))
    if not shared:
        return None
    same_name = x == y
    coined = same_name and is_coined(a.name) and is_coined(b.name)
    points = 8.0 if coined else 5.0 if same_name else 4.0
    grounds = [Ground("name", points, f"name: {a.name} / {b.name}", name_only=not coined)]
    if a.group_kind != b.group_kind:
        grounds.append(Ground("kind", -6.0, f"kind: {a.group_kind} / {b.group_kind}"))
    if a.copy_group == b.copy_group and a.key.report != b.key.report:
        grounds.append(Ground("copy", 8.0, "the reports are copies"))
    for kind, one, other, weight in (
        ("alias", a.handles, b.handles, 3.0),
        ("person", a.companions, b.companions, 3.0),
        ("group", a.groups, b.groups, 2.0),
        ("scheme", a.schemes, b.schemes, 1.5),
    ):
        both = sorted(one & other)
        if both:
            grounds.append(Ground(kind, weight, f"{kind}: {', '.join(both[:4])}"))
    return Comparison(a, b, tuple(grounds))
