"""Grounds for and against two mentions being one person, each with its weight.

The weights add up like the log-likelihood ratios of Fellegi and Sunter (1969); they stand in
`data/grounds.toml`. A name alone never reaches the threshold: `Comparison.joins` asks for a
further ground, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from casewatch.resolving.mentions import Mention
from casewatch.resolving.names import (
    EXACT,
    SOUND,
    TYPO,
    compare_names,
    fold,
    parse_name,
    rarity,
)
from casewatch.resolving.words import table, word_set


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for (`points` above 0) or against; `name_only` where it is the name itself."""

    kind: str
    points: float
    text: str
    name_only: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two mentions and all that speaks for and against their being one."""

    a: Mention
    b: Mention
    grounds: tuple[Ground, ...]

    @property
    def points(self) -> float:
        """The sum of all grounds."""
        return round(sum(g.points for g in self.grounds), 3)

    @property
    def joins(self) -> bool:
        """Whether a rule may join the two: enough evidence, and not the name alone."""
        further = any(g.points > 0 and not g.name_only for g in self.grounds)
        return further and self.points >= float(table("grounds")["threshold"])


def tells_apart(agency: str) -> bool:
    """Whether a folded agency name says more than that police or a court had part in the case.

    By its words, and not by how many reports name it: what is decided of two mentions must not
    depend on the rest of the store.
    """
    return not word_set("agencies", "generic").issuperset(agency.split())


def _weight(section: str, key: str) -> float:
    return float(table("grounds")[section][key])


def _full_name(a: str, b: str, kind: str) -> list[Ground]:
    match = compare_names(a, b)
    if match is None:
        return []
    share = ("common", "half_common", "rare")[min(rarity(a), rarity(b))]
    points = _weight("name", share)
    for level in (match.given, match.surname):
        points += {EXACT: 0.0, SOUND: _weight("name", "sound"), TYPO: _weight("name", "typo")}[
            level
        ]
    if match.middle == "same":
        points += _weight("name", "middle_same")
    if match.order == "swapped":
        points += _weight("name", "swapped")
    text = f"{kind}: {a}" if a == b else f"{kind}: {a} / {b}"
    found = [Ground("name", round(points, 3), text, name_only=True)]
    if match.middle == "differ":
        found.append(Ground("middle", _weight("against", "middle"), f"middle names: {a} / {b}"))
    x, y = parse_name(a).suffix, parse_name(b).suffix
    if x != y:
        key = "suffix" if x and y else "suffix_one"
        found.append(Ground("suffix", _weight("against", key), f"suffix: {a} / {b}"))
    return found


def _by_alias(a: Mention, b: Mention) -> list[Ground]:
    """The best agreement of any form of the one with any form of the other."""
    best: list[Ground] = []
    for x in a.forms:
        for y in b.forms:
            if (x, y) == (a.name, b.name):
                continue
            if fold(x) == fold(y) and not (parse_name(x).given and len(fold(x)) > 6):
                points = _weight("name", "handle")
                found = [Ground("handle", points, f"handle: {x}", name_only=True)]
            else:
                found = _full_name(x, y, "alias")
            if sum(g.points for g in found) > sum(g.points for g in best):
                best = found
    return best


def _surname(a: Mention, b: Mention) -> list[Ground]:
    x, y = parse_name(a.name), parse_name(b.name)
    full = b if y.given else a
    # Officials are many, and one report names them by their surnames alone.
    if bool(x.given) != bool(y.given) and x.surname == y.surname and full.subject:
        points = _weight("name", "surname_only")
        return [Ground("surname", points, f"surname: {a.name} / {b.name}", name_only=True)]
    return []


def name_grounds(a: Mention, b: Mention) -> list[Ground]:
    """How the names agree; empty where they do not."""
    return _full_name(a.name, b.name, "name") or _by_alias(a, b) or _surname(a, b)


def _shared(
    kind: str, a: Collection[str], b: Collection[str], weight: str, further: float = 0.5
) -> list[Ground]:
    both = sorted(set(a) & set(b))
    if not both:
        return []
    one = _weight("for", weight)
    points = min(one + one * further * (len(both) - 1), _weight("caps", weight))
    return [Ground(kind, round(points, 3), f"{kind}: {', '.join(both[:4])}")]


def _aliases(a: Mention, b: Mention) -> list[Ground]:
    both = sorted(h for h in a.handles & b.handles if h != fold(a.name))
    if not both:
        return []
    each = [_weight("for", "alias") * (0.5 if len(h) < 5 and h.isalpha() else 1) for h in both]
    points = min(sum(each), _weight("caps", "alias"))
    return [Ground("alias", points, f"alias: {', '.join(both[:4])}")]


def _age(a: Mention, b: Mention) -> list[Ground]:
    if not a.born or not b.born:
        return []
    gap = max(a.born[0] - b.born[1], b.born[0] - a.born[1], 0)
    text = f"born {a.born[0]}-{a.born[1]} / {b.born[0]}-{b.born[1]}"
    if gap <= 1:
        return [Ground("age", _weight("for", "born") - gap, text)]
    return [Ground("age", _weight("against", "born"), text)] if gap > 2 else []


def _nationality(a: Mention, b: Mention) -> list[Ground]:
    if not a.nationality or not b.nationality:
        return []
    text = f"nationality: {' '.join(sorted(a.nationality))} / {' '.join(sorted(b.nationality))}"
    both = a.nationality & b.nationality
    if not both:
        return [Ground("nationality", _weight("against", "nationality"), text)]
    key = "nationality_us" if both == {"US"} else "nationality"
    return [Ground("nationality", _weight("for", key), text)]


def _residence(a: Mention, b: Mention) -> list[Ground]:
    both = sorted(a.residence & b.residence)
    if not both:
        return []
    return [Ground("residence", _weight("for", "residence"), f"residence: {' '.join(both)}")]


def _happenings(a: Mention, b: Mention) -> list[Ground]:
    both = [f"{kind} {day}" for kind, day in a.happened & b.happened]
    found = _shared("happening", both, both, "happening")
    terms = sorted(a.terms & b.terms)
    if terms:
        found.append(Ground("term", _weight("for", "term"), f"term: {terms[0]} months"))
    sums = [f"{amount:,.0f} {currency}" for amount, currency in a.sums & b.sums]
    return [*found, *_shared("sum", sums, sums, "sum")]


def _copy(a: Mention, b: Mention) -> list[Ground]:
    if a.copy_group != b.copy_group or a.key.report == b.key.report:
        return []
    return [Ground("copy", _weight("for", "copy"), "the reports are copies")]


def _against(a: Mention, b: Mention) -> list[Ground]:
    found = []
    if a.gender and b.gender and a.gender != b.gender:
        found.append(Ground("gender", _weight("against", "gender"), "one a man, one a woman"))
    if {a.role, b.role} & {"official", "lawyer"} and (a.subject or b.subject):
        found.append(Ground("role", _weight("against", "role"), f"role: {a.role} / {b.role}"))
    return found


def _further(a: Mention, b: Mention) -> list[Ground]:
    rare = [x for x in a.agencies & b.agencies if tells_apart(x)]
    abroad = [c for c in a.countries & b.countries if c != "US"]
    return [
        *_shared("companion", a.companions, b.companions, "companion"),
        *_shared("official", a.officials, b.officials, "official"),
        *(
            _shared("group", a.groups, b.groups, "group")
            or _shared("group of the report", a.page_groups, b.page_groups, "page_group", 0.0)
        ),
        *_shared("scheme", a.schemes, b.schemes, "scheme"),
        *_shared("offence", a.offences, b.offences, "offence"),
        *_shared("court or agency", rare, rare, "court"),
        *_shared("country", abroad, abroad, "country"),
    ]


_EASY: tuple[Callable[[Mention, Mention], list[Ground]], ...] = (
    _copy, _aliases, _age, _nationality, _residence, _happenings, _against,
)  # fmt: skip


def compare_people(a: Mention, b: Mention) -> Comparison | None:
    """All grounds for and against; None where the names have nothing in common."""
    grounds = name_grounds(a, b)
    if not grounds:
        return None
    for ground in _EASY:
        grounds += ground(a, b)
    return Comparison(a, b, (*grounds, *_further(a, b)))
