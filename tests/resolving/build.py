"""Small readings made by hand: a text, and what is said to stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from casewatch.model.reading import Alias, Event, Group, Money, Person, Reading
from casewatch.model.report import Report
from casewatch.model.spans import Span


def span(text: str, words: str) -> tuple[Span, ...]:
    start = text.index(words)
    return (Span(start, start + len(words)),)


def person(text: str, name: str, role: str = "accused", **more: Any) -> Person:
    aliases = tuple(Alias(a, span(text, a)) for a in more.pop("aliases", ()))
    return Person(name, span(text, name), aliases, role=role, **more)  # type: ignore[arg-type]


def event(text: str, kind: str, words: str, *who: str, **more: Any) -> Event:
    return Event(kind, span(text, words), tuple(who), **more)  # type: ignore[arg-type]


def group(text: str, name: str, kind: str) -> Group:
    return Group(name, kind, span(text, name))  # type: ignore[arg-type]


def money(text: str, amount: float, words: str, *who: str, kind: str = "proceeds") -> Money:
    return Money(amount, "USD", kind, span(text, words), tuple(who))  # type: ignore[arg-type]


def reading(
    report: str,
    day: str | None,
    text: str,
    people: Iterable[Person] = (),
    events: Iterable[Event] = (),
    status: dict[str, str] | None = None,
    publisher: str = "",
    **more: Any,
) -> Reading:
    return Reading(
        Report(report, text, published=day, publisher=publisher or report),
        "test-1",
        people=tuple(people),
        events=tuple(events),
        final_status=status or {},  # type: ignore[arg-type]
        **more,
    )


def copy_of(one: Reading, name: str, publisher: str = "") -> Reading:
    report = replace(one.report, id=name, publisher=publisher or one.report.publisher)
    return replace(one, report=report)


def story() -> list[Reading]:
    """Five reports on two made-up people, one of whom has a namesake."""
    a = (
        "Ivan Examplov, known as zorkiy77, 30, of Examplegrad, was arrested on March 3, 2015. "
        "He was charged with Petr Primerov over the forum Carderville. Officers searched a flat "
        "and took nine telephones from it, the ministry of the interior said in a statement."
    )
    b = (
        "Ivan Examploff (zorkiy77) pleaded guilty on May 5, 2016. His partner Petr Primerov is "
        "still at large. Both are said to have run Carderville for years with many helpers."
    )
    c = (
        "Ivan Examplov was sentenced to 60 months on 1 June 2016. He made $90 million, a "
        "court heard. Carderville is closed since, and nobody has opened a like place."
    )
    d = (
        "Ivan Examplov, 71, a baker from Sampleton, was arrested in 2016 over burnt rolls, and "
        "the town talks about nothing else since then, as far as this newspaper can tell."
    )
    e = (
        "Ivan Examplov went home in an exchange on August 1, 2018. Carderville had made him "
        "$93 million. He had been sentenced in 2016 to 60 months, and three of seven judges wept."
    )
    x, y = "Ivan Examplov", "Petr Primerov"
    full = {"modality": "asserted"}
    return [
        reading(
            "r1", "2015-03-05", a,
            [person(a, x, age=30, residence="of Examplegrad", aliases=["zorkiy77"]), person(a, y)],
            [event(a, "arrest", "was arrested on March 3, 2015", x, date="2015-03-03", **full),
             event(a, "charge", "was charged", x, y, offences=("carding",))],
            {x: "in_custody", y: "charged"}, groups=(group(a, "Carderville", "venue"),),
        ),
        reading(
            "r2", "2016-05-06", b,
            [person(b, "Ivan Examploff", "convicted", aliases=["zorkiy77"]), person(b, y)],
            [event(b, "plea", "pleaded guilty", "Ivan Examploff", date="2016-05-05")],
            {"Ivan Examploff": "convicted", y: "wanted"},
            groups=(group(b, "Carderville", "venue"),),
        ),
        reading(
            "r3", "2016-06-02", c, [person(c, x, "convicted")],
            [event(c, "sentence", "was sentenced to 60 months", x, date="2016-06-01",
                   term_months=60)],
            {x: "sentenced"}, groups=(group(c, "Carderville", "venue"),),
            money=(money(c, 90e6, "$90 million", x),),
        ),
        reading(
            "r4", "2016-07-01", d, [person(d, x, age=71, residence="from Sampleton")],
            [event(d, "arrest", "was arrested in 2016", x, date="2016")], {x: "in_custody"},
        ),
        reading(
            "r5", "2018-08-02", e, [person(e, x, "freed")],
            [event(e, "exchange", "in an exchange", x, date="2018-08-01"),
             event(e, "sentence", "sentenced in 2016 to 60 months", x, date="2016",
                   term_months=60)],
            {x: "released"}, groups=(group(e, "Carderville", "venue"),),
            money=(money(e, 93e6, "$93 million", x),),
        ),
    ]  # fmt: skip
