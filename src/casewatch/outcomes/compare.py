"""Like cases: their measures, and one case beside its peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casewatch.model.vocabulary import LIFE_MONTHS
from casewatch.outcomes.model import FEWEST, Distribution, Measure, Outcome

#: Sums of one currency are alike where the larger is at most so many times the smaller.
ALIKE = 10.0
MILLION = 1e6
#: What goes along with so many crimes that it makes no two cases alike.
GENERAL = frozenset({"other", "conspiracy", "laundering", "identity_theft"})


def _at(values: Sequence[float], share: float) -> float:
    """The quantile of sorted values by linear interpolation between neighbours."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def distribution(values: Sequence[float]) -> Distribution | None:
    """The distribution, or None where there are fewer than `FEWEST` values."""
    if len(values) < FEWEST:
        return None
    found = sorted(values)
    return Distribution(
        len(found), found[0], _at(found, 0.25), _at(found, 0.5), _at(found, 0.75), found[-1]
    )


def percentile(value: float, others: Sequence[float]) -> float | None:
    """The mid-rank of a value among others, 0 to 100: ties count half. None below `FEWEST`."""
    if len(others) < FEWEST:
        return None
    below = sum(o < value for o in others)
    same = sum(o == value for o in others)
    return 100.0 * (below + same / 2) / len(others)


def _finite(o: Outcome) -> float | None:
    return float(o.term_months) if o.term_months < LIFE_MONTHS else None


def _of_maximum(o: Outcome) -> float | None:
    term = _finite(o)
    if term is None or not o.max_months or o.max_months >= LIFE_MONTHS:
        return None
    return 100 * term / o.max_months


def _for_sum(o: Outcome) -> float | None:
    term = _finite(o)
    if term is None or o.stake is None or o.stake.currency != "USD" or o.stake.amount <= 0:
        return None
    return term / (o.stake.amount / MILLION)


def _whole(value: int | None) -> float | None:
    return None if value is None else float(value)


#: Name, unit, and the value of one outcome (None where it has none).
MEASURES: tuple[tuple[str, str, Callable[[Outcome], float | None]], ...] = (
    ("from charge to sentence", "months", lambda o: _whole(o.months_to_sentence)),
    ("term imposed (life left out)", "months", _finite),
    ("term of the maximum faced", "%", _of_maximum),
    ("term for each USD million at stake", "months", _for_sum),
    ("left unserved at an early release", "months", lambda o: _whole(o.left_months)),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Like cases with their measures; `life` of them for life."""

    cases: tuple[Outcome, ...]
    life: int
    measures: tuple[Measure, ...]


def like(
    found: Sequence[Outcome],
    offence: str | None = None,
    scheme: str | None = None,
    country: str | None = None,
) -> tuple[Outcome, ...]:
    """The outcomes with this offence, scheme and country; each narrows further."""
    return tuple(
        o
        for o in found
        if (offence is None or offence in o.offences)
        and (scheme is None or scheme in o.schemes)
        and (country is None or country == o.country)
    )


def summary(found: Sequence[Outcome]) -> Summary:
    """The measures of these cases; those of fewer than `FEWEST` say only how many."""
    measures = []
    for name, unit, value in MEASURES:
        values = [v for o in found if (v := value(o)) is not None]
        measures.append(Measure(name, unit, len(values), distribution(values)))
    life = sum(o.term_months >= LIFE_MONTHS for o in found)
    return Summary(tuple(found), life, tuple(measures))


@dataclass(frozen=True, slots=True)
class Rank:
    """A value of one case among its peers. `percentile` is None below `FEWEST` peers."""

    among: str
    peers: int
    percentile: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One case beside its peers; `by` says what makes them alike."""

    case: Outcome
    by: str
    peers: tuple[Outcome, ...]
    ranks: tuple[Rank, ...]


def _schemes(o: Outcome) -> tuple[str, ...]:
    return o.schemes


def _offences(o: Outcome) -> tuple[str, ...]:
    return o.offences


def _peers(case: Outcome, found: Sequence[Outcome]) -> tuple[str, tuple[Outcome, ...]]:
    """The other cases that share a scheme; where that makes too few, that share an offence.

    Schemes that go along with others, such as laundering, count only where no other does.
    """
    others = [o for o in found if o.id != case.id]
    best: tuple[str, tuple[Outcome, ...]] = ("nothing in common is told", ())
    for what, own, of in (
        ("scheme", set(case.schemes) - GENERAL, _schemes),
        ("scheme", set(case.schemes) - {"other"}, _schemes),
        ("offence", set(case.offences) - GENERAL, _offences),
    ):
        peers = tuple(o for o in others if own.intersection(of(o)))
        shared = sorted(own.intersection(x for o in peers for x in of(o)))
        if len(peers) > len(best[1]):
            best = (f"{what}: {', '.join(s.replace('_', ' ') for s in shared)}", peers)
        if len(peers) >= FEWEST:
            break
    return best


def _alike(a: Outcome, b: Outcome) -> bool:
    if a.stake is None or b.stake is None or a.stake.currency != b.stake.currency:
        return False
    low, high = sorted((a.stake.amount, b.stake.amount))
    return low > 0 and high <= ALIKE * low


def beside(case: Outcome, found: Sequence[Outcome]) -> Comparison:
    """One case among those of `found` that share a scheme or offence with it."""
    by, peers = _peers(case, found)
    sums = [o for o in peers if _alike(case, o)]
    ranks = [_rank("term, all peers", lambda o: float(o.term_months), case, peers)]
    if case.stake is not None:
        ranks.append(_rank("term, peers of a like sum", lambda o: float(o.term_months), case, sums))
    for name, _, value in MEASURES[:4]:
        if name.startswith("term imposed") or value(case) is None:
            continue
        ranks.append(_rank(name, value, case, peers))
    return Comparison(case, by, peers, tuple(ranks))


def _rank(
    among: str,
    value: Callable[[Outcome], float | None],
    case: Outcome,
    peers: Sequence[Outcome],
) -> Rank:
    own = value(case)
    others = [v for o in peers if (v := value(o)) is not None]
    return Rank(among, len(others), None if own is None else percentile(own, others))
