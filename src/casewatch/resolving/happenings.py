"""Happenings: the one real occurrence behind the events of many reports about one entity.

Events of one type are one happening where their dates fit (one is a coarser form of the other,
or they lie within the window of the type) and their terms do not speak against it. Asserted
events come first; what is alleged or possible of the same thing adds nothing to them. What was
expected and was then told as done is over: the happening that shows it done keeps its tellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casewatch.model.vocabulary import Modality
from casewatch.resolving.dating import best_date, days_apart, fits, most_told, near
from casewatch.resolving.expected import closing_of, is_conditional, latest_expected
from casewatch.resolving.tellings import Telling, independent
from casewatch.resolving.words import table


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence with all its tellings, earliest report first.

    `date` is the most precise one that the tellings give, by the rule of its type; `dates` and
    `terms` are all that stand beside it and do not fit it. `manner` is how it happened (on bond,
    superseding, pardoned; see `manners`). `closes` are the tellings that expected it, or something
    that it settles.
    """

    type: str
    modality: Modality
    date: str | None
    term_months: int | None
    max_term_months: int | None
    place: str | None
    count: int | None
    parties: tuple[str, ...]
    offences: tuple[str, ...]
    who: tuple[str, ...]
    tellings: tuple[Telling, ...]
    manner: str = ""
    closes: tuple[Telling, ...] = ()

    @property
    def independent_sources(self) -> int:
        """Copies, and reports of one publisher, count once."""
        return independent(self.tellings)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that tell it, earliest first."""
        return tuple(dict.fromkeys(t.report for t in self.tellings))


def _place(tellings: Sequence[Telling]) -> str | None:
    return most_told(((t.event.place, t) for t in tellings if t.event.place), lambda p: -len(p))


def _parties(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """The states that had part in it. Those of an extradition keep their order: who asked, who
    surrendered; both of them before one alone."""
    if tellings[0].event.type == "extradition":
        told = [(t.event.parties, t) for t in tellings if t.event.parties]
        both = [x for x in told if len(set(x[0])) > 1]
        return most_told(both or told, lambda p: p) or ()
    return tuple(sorted({p for t in tellings for p in t.event.parties}))


def _happening(tellings: Sequence[Telling]) -> Happening:
    ordered = sorted(tellings, key=lambda t: t.order)
    first = tellings[0].event
    events = [t.event for t in ordered]
    longest = [e.max_term_months for e in events if e.max_term_months]
    return Happening(
        type=first.type,
        modality=first.modality,
        date=best_date(first.type, ordered),
        term_months=most_told(
            ((t.event.term_months, t) for t in ordered if t.event.term_months is not None),
            lambda v: -v,
        ),
        max_term_months=max(longest, default=None),
        place=_place(ordered),
        count=most_told(((t.event.count, t) for t in ordered if t.event.count), lambda v: -v),
        parties=_parties(ordered),
        offences=tuple(dict.fromkeys(o for e in events for o in e.offences)),
        who=tuple(dict.fromkeys(w for e in events for w in e.who)),
        tellings=tuple(ordered),
        manner=most_told(((t.manner, t) for t in ordered if t.manner), lambda m: m) or "",
    )


def _apart_in_one_report(group: Sequence[Telling], telling: Telling) -> bool:
    """Whether the same report tells both, of different days, as two arrests."""
    for t in group:
        if t.report != telling.report:
            continue
        a, b = t.event, telling.event
        if a.type == "arrest" and not fits(a.date, b.date):
            return True
    return False


def _other_manner(group: Sequence[Telling], telling: Telling) -> bool:
    """Whether the words tell two apart: a superseding indictment, a sentence imposed anew.

    One report may leave out that the indictment superseded another; so days that fit join.
    """
    kind, day = telling.event.type, telling.event.date
    if kind not in str(table("happenings")["apart"]["types"]).split():
        return False
    if bool(telling.manner) == any(t.manner for t in group):
        return False
    shown = best_date(kind, group)
    return bool(shown) and bool(day) and not fits(shown, day)


def _terms_fit(group: Sequence[Telling], telling: Telling) -> bool:
    if telling.event.term_months is None:
        return True
    terms = {t.event.term_months for t in group} - {None}
    return not terms or telling.event.term_months in terms


def _choose(groups: list[list[Telling]], telling: Telling) -> list[Telling] | None:
    """The group that the telling belongs to: same dates first, then near ones."""
    kind, day = telling.event.type, telling.event.date
    options = []
    for n, group in enumerate(groups):
        shown = best_date(kind, group)
        if _apart_in_one_report(group, telling) or _other_manner(group, telling):
            continue
        if not near(kind, shown, day):
            continue
        same_day = bool(day) and shown == day
        if not _terms_fit(group, telling) and not (same_day or _one_sentence(group, telling)):
            continue
        apart = days_apart(shown, day) if shown and day else None
        told_before = bool(shown) and shown[: len(telling.day)] <= telling.day if shown else True
        options.append(
            (not same_day, not fits(shown, day), not told_before, apart or 0, -len(group), n)
        )
    return groups[min(options)[-1]] if options else None


def _one_sentence(group: Sequence[Telling], telling: Telling) -> bool:
    """Whether two terms contradict each other: told by different reports, of one date or none."""
    shown = best_date(telling.event.type, group)
    other = all(t.copy_group != telling.copy_group for t in group)
    return other and fits(shown, telling.event.date)


def _precision(telling: Telling) -> tuple[int, bool, str, tuple[str, str, int]]:
    event = telling.event
    return (-len(event.date or ""), event.term_months is None, event.date or "", telling.order)


def _join(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Tellings of one type and modality, in groups that are one happening each."""
    groups: list[list[Telling]] = []
    for telling in sorted(tellings, key=_precision):
        group = _choose(groups, telling)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return groups


def _pleas_are_convictions(groups: dict[str, list[list[Telling]]]) -> None:
    """A conviction that has no date of its own beside a guilty plea is that plea."""
    pleas = groups.get("plea", [])
    left = []
    for group in groups.get("conviction", []):
        shown = best_date("conviction", group)
        plea = next((p for p in pleas if fits(shown, best_date("plea", p))), None)
        if plea is None or (shown and len(shown) == len("YYYY-MM-DD")):
            left.append(group)
        else:
            plea += group
    if pleas:
        groups["conviction"] = left


def happenings(tellings: Iterable[Telling]) -> tuple[Happening, ...]:
    """The happenings behind the tellings of one entity, by date; undated ones by legal order."""
    by: dict[tuple[str, str], list[Telling]] = {}
    for t in tellings:
        by.setdefault((t.event.type, t.event.modality), []).append(t)
    groups = {
        kind: _join(told) for (kind, modality), told in sorted(by.items()) if modality == "asserted"
    }
    _pleas_are_convictions(groups)
    done = [_happening(g) for told in groups.values() for g in told]
    found: list[Happening] = []
    closed: dict[int, list[Telling]] = {}
    for (kind, modality), told in sorted(by.items()):
        if modality == "asserted":
            continue
        for group in latest_expected(told) if modality == "expected" else _join(told):
            shown = best_date(kind, group)
            if modality == "expected":
                closing = closing_of(group, done)
                if closing is not None:
                    closed.setdefault(closing, []).extend(group)
                if closing is not None or is_conditional(kind, shown):
                    continue
            same = [h for h in done if h.type == kind and near(kind, h.date, shown)]
            if modality in ("alleged", "possible") and same:
                continue
            found.append(_happening(group))
    found += [replace(h, closes=tuple(closed.get(n, ()))) for n, h in enumerate(done)]
    return tuple(sorted(found, key=_place_in_time))


def legal_order() -> dict[str, int]:
    """The order in which the types of events come in a case."""
    return {kind: n for n, kind in enumerate(table("happenings")["type"])}


def _place_in_time(h: Happening) -> tuple[Any, ...]:
    rank = legal_order().get(h.type, 99)
    return (h.date is None, h.date or "", rank, h.modality, h.tellings[0].order)
