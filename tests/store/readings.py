"""Generated readings of generated texts: every span lies in its text, people are made up."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from casewatch.model import vocabulary as v
from casewatch.model.reading import (
    Agency,
    Alias,
    Attribution,
    Event,
    Group,
    Money,
    Person,
    Quantity,
    Reading,
    Scheme,
)
from casewatch.model.report import Report, text_hash
from casewatch.model.spans import Span

#: No space: a span of spaces alone is no evidence.
LETTERS = string.ascii_letters + ".,-éЖ😀"
NAMES = ("Ivan Examplov", "Mara Testova", "Olek Fiktiv", "exampl0it", "Examplov")


def report(text: str, name: str = "r-1", **more: Any) -> Report:
    """A report of `text`."""
    return Report(id=name, text=text, sha256=text_hash(text), **more)


def span(length: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, length - 1), st.integers(1, 30)).map(
        lambda pair: Span(pair[0], min(length, pair[0] + pair[1]))
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with any mix of items, names that repeat, and grounds for some properties."""
    text = draw(st.text(LETTERS, min_size=5, max_size=200))
    spans = st.lists(span(len(text)), min_size=1, max_size=3).map(tuple)
    who = st.lists(st.sampled_from(NAMES), max_size=2).map(tuple)
    years = st.none() | st.sampled_from(["2016", "2017-03", "2017-03-04"])
    months = st.none() | st.integers(0, 9999)

    def alias(where: Span) -> Alias:
        return Alias(where.text_of(text), (where,))

    aliases = st.lists(span(len(text)).map(alias), max_size=2, unique=True).map(tuple)

    @st.composite
    def person(draw: st.DrawFn) -> Person:
        age = draw(st.none() | st.integers(18, 80))
        nationality = draw(st.lists(st.sampled_from(["RU", "US"]), max_size=2, unique=True))
        residence = draw(st.none() | st.just("Exampleville"))
        valued = ["role", *(["age"] if age is not None else [])]
        valued += ["nationality"] if nationality else []
        valued += ["residence"] if residence else []
        return Person(
            draw(st.sampled_from(NAMES)),
            draw(spans),
            draw(aliases),
            age,
            tuple(nationality),
            residence,
            draw(st.sampled_from(v.ROLES)),  # type: ignore[arg-type]
            {name: draw(spans) for name in draw(st.sets(st.sampled_from(valued)))},
        )

    def said(where: Span) -> st.SearchStrategy[Attribution]:
        return st.builds(
            Attribution,
            speaker=st.sampled_from(NAMES),
            content=st.just(where.text_of(text)),
            kind=st.sampled_from(["direct", "indirect"]),
            spans=st.just((where,)),
            via=st.none() | st.just("The Example Post"),
            hedged=st.booleans(),
            forecast=st.booleans(),
        )

    def some(item: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(item, max_size=2)))

    people = some(person())
    known = sorted({p.name for p in people})
    return Reading(
        report=report(text),
        reader="rules-test",
        people=people,
        groups=some(
            st.builds(Group, st.sampled_from(NAMES), st.sampled_from(v.GROUP_KINDS), spans, aliases)
        ),
        agencies=some(
            st.builds(Agency, st.sampled_from(NAMES), spans, aliases, st.none() | st.just("INT"))
        ),
        events=some(
            st.builds(
                Event,
                type=st.sampled_from(v.EVENT_TYPES),
                spans=spans,
                who=who,
                count=st.none() | st.integers(0, 30),
                parties=st.sampled_from([(), ("US", "RU")]),
                date=years,
                place=st.none() | st.just("Exampleville"),
                modality=st.sampled_from(v.MODALITIES),
                term_months=months,
                max_term_months=months,
                offences=st.sampled_from([(), ("hacking", "fraud")]),
            )
        ),
        schemes=some(st.builds(Scheme, st.sampled_from(v.SCHEME_KINDS), spans, who, years, years)),
        money=some(
            st.builds(
                Money,
                st.floats(0, 1e12) | st.integers(0, 10**12),
                st.just("USD"),
                st.sampled_from(v.MONEY_KINDS),
                spans,
                who,
                st.sampled_from(v.MODALITIES),
            )
        ),
        quantities=some(st.builds(Quantity, st.integers(0, 10**9), st.just("cards"), spans)),
        attributions=some(span(len(text)).flatmap(said)),
        countries=draw(st.dictionaries(st.sampled_from(["RU", "US", "DE"]), spans, max_size=3)),
        final_status=draw(
            st.dictionaries(st.sampled_from(known), st.sampled_from(v.STATUSES))
            if known
            else st.just({})
        ),
    )
