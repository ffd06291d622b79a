"""Merging: the tellings of one happening become one event with all their spans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from casewatch.model.reading import Event
from casewatch.reading.events.telling import Telling

#: People told by number and by name in one report are the same where the numbers agree.
_COUNTED = frozenset({"release", "arrest", "charge", "plea", "sentence"})
#: Ways of telling people that say less surely whom: they add nobody to those told by name.
_LOOSE = frozenset({"pronoun", "definite", "default", "near", "number"})
_NAMED = frozenset({"takedown", "seizure", "attack", "accusation"})


#: A shorter quote, in code points, hardly shows who and what.
_LEAST_QUOTE = 18


#: With so many events of one type a telling is compared: no report of a case has more.
_MOST = 300


def merge(tellings: list[Telling]) -> tuple[Event, ...]:
    """One event for each happening, in the order in which they are first told."""
    tellings = thinned(tellings)
    groups: list[list[Telling]] = []
    merged: list[Telling] = []
    like: dict[str, list[int]] = defaultdict(list)
    for telling in tellings:
        for i in like[telling.type][-_MOST:]:
            known = merged[i]
            if same(known, telling):
                groups[i].append(telling)
                merged[i] = _union(known, telling)
                break
        else:
            like[telling.type].append(len(merged))
            groups.append([telling])
            merged.append(telling)
    return tuple(_event(whole, parts) for whole, parts in zip(merged, groups, strict=True))


#: Events that are left out where nothing but their kind is told and more is told elsewhere.
_BARE = frozenset({"arrest", "charge", "search", "sanction"})
#: Events that each has alone even where a heading tells them of several together.
_OWN = frozenset({"plea", "sentence", "extradition", "arrest", "conviction"})


def thinned(tellings: list[Telling]) -> list[Telling]:
    """Without those people of a loose telling of several of whom the same is told one by one.

    "Four men pleaded guilty", then each with his day: the four events are the men's own. A
    telling without names and number goes where the same is told with them.
    """
    kept = []
    alike: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for telling in tellings:
        alike[telling.type, telling.modality].append(telling)
    for telling in tellings:
        group = alike[telling.type, telling.modality]
        like = [t for t in group[:_MOST] if t is not telling]
        bare = not telling.who and telling.count is None and telling.type in _BARE
        told_fully = any(t.who or t.count for t in like)
        if bare and told_fully and not telling.date and not telling.place:
            continue
        if telling.type in _OWN and len(telling.who) > 1 and telling.term_months is None:
            alone = {
                n
                for t in like
                for n in t.who
                if set(t.who) < set(telling.who) and _says_more(t, telling)
            }
            left = tuple(n for n in telling.who if n not in alone)
            if not left:
                continue
            telling = replace(telling, who=left)
        kept.append(telling)
    return kept


def _says_more(own: Telling, shared: Telling) -> bool:
    """Whether somebody's own telling has a day, term or place that the shared one has not."""
    if own.term_months is not None and shared.term_months is None:
        return True
    if own.type == "arrest" and own.place and not shared.place and own.how == "named":
        return True
    return own.date is not None and (shared.date is None or not dates_fit(own.date, shared.date))


def same(a: Telling, b: Telling) -> bool:
    """Whether two tellings tell one happening."""
    if a.type != b.type or a.modality != b.modality:
        return False
    if not dates_fit(a.date, b.date):
        return False
    if a.term_months is not None and b.term_months is not None and a.term_months != b.term_months:
        return False
    if not a.who and not b.who:
        if a.place and b.place and not (a.place in b.place or b.place in a.place):
            return False
        if a.type == "arrest" and _is_day_of_all(a, b):
            return True
        return near(a.count, b.count) or (a.sentence == b.sentence and None in (a.count, b.count))
    if not a.who or not b.who:
        named, bare = (a, b) if a.who else (b, a)
        return (
            a.type in _COUNTED
            and bare.count is not None
            and bare.count == (named.count or len(named.who))
            and bare.count > 1
        )
    x, y = set(a.who), set(b.who)
    if a.type == "attack":
        hit = {m for m in a.marks if m.startswith("victim=")} & set(b.marks)
        return bool(hit) or (bool(x & y) and (x <= y or y <= x))
    if not x & y:
        return False
    if a.type in _NAMED and None not in (a.count, b.count) and not near(a.count, b.count):
        return False
    if a.type == "charge" and y < x and "further" in b.marks:
        return False
    return x <= y or y <= x


def _is_day_of_all(a: Telling, b: Telling) -> bool:
    """Whether "the arrests" of a day, without a number, are those told by number alone."""
    whole, counted = (a, b) if a.count is None else (b, a)
    return (
        whole.count is None and counted.count is not None and whole.how == "bare"
        and whole.date is not None and counted.date is None and not (whole.place or counted.place)
    )  # fmt: skip


def near(a: int | None, b: int | None) -> bool:
    """Whether two counts can be one: equal, or large and one a round form of the other."""
    if a is None or b is None:
        return a == b
    low, high = sorted((a, b))
    return low == high or (low >= 40 and low % 10 == 0 and high - low <= 0.1 * high)


def dates_fit(a: str | None, b: str | None) -> bool:
    """Whether two dates can be one: equal, one the coarser form of the other, or one unknown."""
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _union(a: Telling, b: Telling) -> Telling:
    date = max((d for d in (a.date, b.date) if d), key=len, default=None)
    who = a.who if len(a.who) >= len(b.who) or (b.how in _LOOSE and a.who) else b.who
    if a.type == "attack":
        who = tuple(dict.fromkeys([*a.who, *b.who]))
    return replace(
        a,
        who=who,
        marks=tuple(dict.fromkeys([*a.marks, *b.marks])),
        count=a.count if a.count is not None else b.count,
        date=date,
        place=a.place or b.place,
        term_months=a.term_months if a.term_months is not None else b.term_months,
        max_term_months=max(
            (m for m in (a.max_term_months, b.max_term_months) if m is not None), default=None
        ),
        parties=a.parties or b.parties,
        offences=tuple(dict.fromkeys([*a.offences, *b.offences])),
    )


def _event(whole: Telling, parts: list[Telling]) -> Event:
    spans = [p.span for p in parts]
    telling = [s for s in spans if s.end - s.start >= _LEAST_QUOTE] or spans
    first = min(telling, key=lambda s: (s.end - s.start, s.start))
    ordered = tuple(dict.fromkeys([first, *spans]))
    return Event(
        whole.type, ordered, whole.who, whole.count, whole.parties, whole.date, whole.place,
        whole.modality, whole.term_months, whole.max_term_months, whole.offences,
    )  # fmt: skip
