"""How two mentions of people compare, ground by ground: agree, partly, differ; or a kind of name.

A ground of which either side says nothing is missing and has no level. The weights of the levels
are fitted (see `chance`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casewatch.resolving.compare import name_grounds, tells_apart
from casewatch.resolving.mentions import Mention
from casewatch.resolving.names import EXACT, SOUND, compare_names, fold, parse_name, rarity

#: Levels of every ground but the name.
AGREE, PARTLY, DIFFER = "agree", "partly", "differ"
#: Levels of the name, by how many bear it; else how the two are known to be alike.
NAME_LEVELS = ("rare", "half_common", "common", "surname", "handle")


def shared(a: Collection[object], b: Collection[object], several: int = 2) -> str:
    """`several` in common agree, fewer partly, none differ; empty where either has none."""
    if not a or not b:
        return ""
    both = len(set(a) & set(b))
    return AGREE if both >= several else PARTLY if both else DIFFER


def name_level(a: Mention, b: Mention) -> str:
    """What the names have in common; empty for nothing."""
    if compare_names(a.name, b.name) is not None:
        return ("common", "half_common", "rare")[min(rarity(a.name), rarity(b.name))]
    kinds = {g.kind for g in name_grounds(a, b)}
    return "surname" if "surname" in kinds else "handle" if kinds else ""


def _spelling(a: Mention, b: Mention) -> str:
    match = compare_names(a.name, b.name)
    if match is None:
        return ""
    return {EXACT: AGREE, SOUND: PARTLY}.get(match.level, DIFFER)


def _middle(a: Mention, b: Mention) -> str:
    match = compare_names(a.name, b.name)
    return {"same": AGREE, "differ": DIFFER}.get(match.middle, "") if match else ""


def _suffix(a: Mention, b: Mention) -> str:
    x, y = parse_name(a.name).suffix, parse_name(b.name).suffix
    return "" if x == y else DIFFER if x and y else PARTLY


def _age(a: Mention, b: Mention) -> str:
    if not a.born or not b.born:
        return ""
    gap = max(a.born[0] - b.born[1], b.born[0] - a.born[1], 0)
    return AGREE if gap == 0 else PARTLY if gap <= 2 else DIFFER


def _nationality(a: Mention, b: Mention) -> str:
    # That both are of the country of most reports says little.
    if a.nationality & b.nationality == {"US"}:
        return PARTLY
    return shared(a.nationality, b.nationality, 1)


def _group(a: Mention, b: Mention) -> str:
    near = shared(a.groups, b.groups, 1)
    if near == AGREE:
        return AGREE
    return PARTLY if a.page_groups & b.page_groups else near


def _either(a: str, b: str) -> str:
    return "" if not a or not b else AGREE if a == b else DIFFER


def _handles(mention: Mention) -> set[str]:
    return {h for h in mention.handles if h != fold(mention.name)}


def _levels(a: Mention, b: Mention) -> Iterator[tuple[str, str]]:
    yield "name", name_level(a, b)
    yield "spelling", _spelling(a, b)
    yield "middle", _middle(a, b)
    yield "suffix", _suffix(a, b)
    yield from further(a, b).items()


def further(a: Mention, b: Mention) -> dict[str, str]:
    """The levels of all grounds beyond the name."""
    here, there = ({x for x in m.agencies if tells_apart(x)} for m in (a, b))
    side = {m.role in ("official", "lawyer") for m in (a, b) if m.role != "other"}
    found = {
        "alias": shared(_handles(a), _handles(b), 1),
        "age": _age(a, b),
        "nationality": _nationality(a, b),
        "residence": shared(a.residence, b.residence, 1),
        "companion": shared(a.companions, b.companions),
        "official": shared(a.officials, b.officials),
        "group": _group(a, b),
        "happening": shared(a.happened, b.happened),
        "term": shared(a.terms, b.terms, 1),
        "sum": shared(a.sums, b.sums),
        "scheme": shared(a.schemes, b.schemes),
        "offence": shared(a.offences, b.offences),
        "court or agency": shared(here, there),
        "country": shared(a.countries - {"US"}, b.countries - {"US"}),
        "gender": _either(a.gender, b.gender),
        "role": DIFFER if len(side) == 2 else "",
    }
    return {ground: level for ground, level in found.items() if level}


def levels(a: Mention, b: Mention) -> dict[str, str]:
    """The level of each ground that both sides say something of."""
    return {ground: level for ground, level in _levels(a, b) if level}
