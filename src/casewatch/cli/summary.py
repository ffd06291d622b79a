"""A reading as a few lines for the person who has just read a report."""

from __future__ import annotations

from collections.abc import Iterator

from casewatch.cases.wording import months
from casewatch.model.reading import Event, Money, Person, Reading, notes_of
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.confidence import Confidence, confidence, doubtful

_WIDTH = 12


def summary(reading: Reading) -> Iterator[str]:
    """Lines of text: head, people, groups, events, sums, what is said."""
    report = reading.report
    head = " · ".join(x for x in (report.publisher, (report.published or "")[:10]) if x)
    yield report.title or report.id
    yield f"  {report.id}{' · ' if head else ''}{head}"
    yield from _lines("note", list(notes_of(reading)))
    mark = _Marks(confidence(reading))
    people = list(enumerate(reading.people))
    subjects = [(i, p) for i, p in people if p.role in SUBJECT_ROLES]
    others = [(i, p) for i, p in people if p.role not in SUBJECT_ROLES]
    whose = [mark.people(i, p, _person(p, reading)) for i, p in subjects]
    yield from _lines("people", whose)
    names = [mark.people(i, p, f"{p.name} ({p.role})") for i, p in others]
    yield from _lines("others", names, joined=True)
    groups = mark("groups", [f"{g.name} ({g.kind})" for g in reading.groups])
    yield from _lines("groups", groups, joined=True)
    agencies = mark("agencies", [a.name for a in reading.agencies])
    yield from _lines("agencies", agencies, joined=True)
    yield from _lines("events", mark.events([_event(e) for e in reading.events]))
    yield from _lines("schemes", mark("schemes", [_scheme(s.kind, s.who) for s in reading.schemes]))
    yield from _lines("money", mark("money", [_money(m) for m in reading.money]))
    said = [
        f"{a.speaker}{f' (through {a.via})' if a.via else ''}: “{_short(a.content)}”"
        + ("".join(f" [{w}]" for w, on in (("hedged", a.hedged), ("forecast", a.forecast)) if on))
        for a in reading.attributions
    ]
    yield from _lines("said", mark("attributions", said))
    codes = [mark.one(code, ("countries", code)) for code in sorted(reading.countries)]
    yield from _lines("countries", codes, joined=True)


class _Marks:
    """Puts "doubtful" behind what is told where its probability is low."""

    def __init__(self, sure: Confidence) -> None:
        self._sure = sure

    def __call__(self, kind: str, told: list[str]) -> list[str]:
        return [self.one(words, (kind, i)) for i, words in enumerate(told)]

    def one(self, words: str, *facts: tuple[str, int | str], parts: tuple[str, ...] = ()) -> str:
        """`words`, marked for the first of `facts` that is doubtful, named as in `parts`."""
        for n, (kind, item) in enumerate(facts):
            p = self._sure.of(kind, item)
            if p is not None and doubtful(p):
                part = parts[n] if n < len(parts) else ""
                return f"{words} [{part + ' ' if part else ''}doubtful: {p:.0%}]"
        return words

    def people(self, i: int, person: Person, words: str) -> str:
        """The person, the role or the last status."""
        facts = (("people", i), ("roles", i), ("status", person.name))
        return self.one(words, *facts, parts=("", "role", "status"))

    def events(self, told: list[str]) -> list[str]:
        """The event, its date or its term."""
        facts = ("events", "event_dates", "terms")
        return [
            self.one(words, *((kind, i) for kind in facts), parts=("", "date", "term"))
            for i, words in enumerate(told)
        ]


def _lines(label: str, items: list[str], *, joined: bool = False) -> Iterator[str]:
    if joined and items:
        items = [", ".join(items)]
    for number, item in enumerate(items):
        yield f"  {label if number == 0 else '':<{_WIDTH}}{item}"


def _person(person: Person, reading: Reading) -> str:
    details: list[str] = [person.role]
    if person.aliases:
        details.append("also " + ", ".join(f"“{a.value}”" for a in person.aliases))
    if person.age is not None:
        details.append(f"aged {person.age}")
    details += [*person.nationality, *([person.residence] if person.residence else [])]
    status = reading.final_status.get(person.name)
    return f"{person.name} ({'; '.join(details)})" + (f" → {status}" if status else "")


def _event(event: Event) -> str:
    who = ", ".join(event.who) or (f"{event.count:,}" if event.count else "")
    parts = [f"{event.date or 'undated':<10}  {event.type}"]
    if event.modality != "asserted":
        parts.append(f"[{event.modality}]")
    parts.append(who)
    if event.parties:
        parts.append("between " + " and ".join(event.parties))
    if event.term_months is not None:
        parts.append(months(event.term_months))
    if event.max_term_months is not None:
        parts.append(f"up to {months(event.max_term_months)}")
    if event.place:
        parts.append(f"in {event.place}")
    return " ".join(p for p in parts if p)


def _scheme(kind: str, who: tuple[str, ...]) -> str:
    return f"{kind}: {', '.join(who)}" if who else kind


def _money(money: Money) -> str:
    alleged = "" if money.modality == "asserted" else f" [{money.modality}]"
    who = f": {', '.join(money.who)}" if money.who else ""
    return f"{money.currency} {money.amount:,.10g} {money.kind}{alleged}{who}"


def _short(text: str, most: int = 110) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def one_line(reading: Reading) -> str:
    """The reading in one line: id, day, how much of what."""
    subjects = [p.name for p in reading.people if p.role in SUBJECT_ROLES]
    who = ", ".join(subjects[:3]) + (f" and {len(subjects) - 3} more" if len(subjects) > 3 else "")
    day = (reading.report.published or "undated")[:10]
    return f"{day}  {reading.report.id}: {len(reading.events)} events" + (f"; {who}" if who else "")
