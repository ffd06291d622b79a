"""Stores of made-up reports, and random rows, for the tests of sharing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from hypothesis import strategies as st

from casewatch.model.reading import Attribution, Reading
from casewatch.model.vocabulary import MODALITIES
from casewatch.sharing.items import item_id
from casewatch.sharing.kinds import Field, fields
from casewatch.sharing.model import Item, Kind, Quote, ReportRow, Share, SharedCase, Subject
from casewatch.store import Store
from tests.resolving.build import event, person, reading, span, story

ACCUSED = "Mara Testova"
CHILD = "Timo Beispiel"
VICTIM = "Ada Geschädigt"
NOW = "2026-01-02T03:04:05.000Z"


def further() -> list[Reading]:
    """Somebody who is only accused, a minor, and a victim who is named in others' words."""
    a = (
        "Mara Testova, 33, of Probestadt, was charged with wire fraud on 4 May 2021. Prosecutors "
        "allege that she took the savings of Ada Geschädigt, who sold flowers. “Ada Geschädigt "
        "trusted her,” the prosecutor said. Testova denies it, and no trial has been held yet."
    )
    b = (
        "Timo Beispiel, 16, was arrested on 7 June 2022 over an attack on his school, police in "
        "Musterhausen said, and he was let go to his parents the same evening by the officers."
    )
    said = "Ada Geschädigt trusted her,"
    return [
        reading(
            "k1", "2021-05-05", a,
            [person(a, ACCUSED, age=33), person(a, VICTIM, "victim")],
            [event(a, "charge", "charged with wire fraud", ACCUSED, date="2021-05-04",
                   modality="alleged", offences=("wire_fraud",))],
            {ACCUSED: "charged"}, publisher="Probestadt Example Post",
            attributions=(Attribution("the prosecutor", said, "direct", span(a, said)),),
        ),
        reading(
            "k2", "2022-06-08", b, [person(b, CHILD, age=16)],
            [event(b, "arrest", "arrested", CHILD, date="2022-06-07")],
        ),
    ]  # fmt: skip


def fill(
    path: Path | str, readings: list[Reading] | None = None, at: str = "2026-01-02T03:04:05+00:00"
) -> str:
    """A store with these readings, by default the story and what is further; its URL."""
    with Store.open(str(path), now=lambda: at) as store:
        for one in [*story(), *further()] if readings is None else readings:
            store.add(one.report, one)
    return str(path)


_CHARS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
_EDGE = st.sampled_from(
    ["=1+1", "+7", "-x", "@SUM(A1)", "'quoted", '"', "a,b;c", "<script>alert(1)</script>", "Ёлка",
     "‮abc", "😀", "two\nlines", "\ttab", " blank ", "\\", "{{x}}", "a|b"]
)  # fmt: skip
TEXTS = st.one_of(_EDGE, st.text(_CHARS, min_size=1, max_size=20))
_DATES = st.sampled_from(["2021", "2021-03", "2021-03-04", "1999-12-31"])


def _values(field: Field) -> st.SearchStrategy[Any]:
    own: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXTS,
        "whole": st.integers(0, 9999),
        "number": st.one_of(st.integers(0, 10**9), st.floats(0, 1e12, allow_nan=False)),
        "flag": st.booleans(),
        "texts": st.lists(TEXTS, max_size=3),
    }
    found = _DATES if field.name in ("date", "since", "from_date") else own[field.type]
    return st.one_of(st.none(), found) if field.optional else found


def quotes(reports: tuple[str, ...]) -> st.SearchStrategy[Quote]:
    return st.builds(
        lambda r, start, words, context, part: Quote(
            r, start, start + len(words), words, context, part
        ),
        st.sampled_from(reports), st.integers(0, 5000), TEXTS, st.one_of(st.just(""), TEXTS),
        st.sampled_from(["", "0", "1", "expected"]),
    )  # fmt: skip


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """Random rows: subjects with items of every kind, whose quotes cite random reports."""
    names = tuple(f"report {n}" for n in range(draw(st.integers(1, 3))))
    rows = {
        name: ReportRow(
            name, draw(TEXTS), draw(TEXTS), draw(st.one_of(st.none(), _DATES)),
            draw(st.sampled_from(["", "https://news.example/a?b=c&d"])), "ab" * 32, "cd" * 32, "en",
        )
        for name in names
    }  # fmt: skip
    ids = [f"person-{n:012x}" for n in range(draw(st.integers(1, 3)))]
    cases = tuple(draw(_case(key, ids, names)) for key in ids)
    used = {r for case in cases for r in case.reports}
    return Share(cases, {n: r for n, r in rows.items() if n in used})


@st.composite
def _case(draw: st.DrawFn, key: str, ids: list[str], reports: tuple[str, ...]) -> SharedCase:
    kind = draw(st.sampled_from(["person", "group"]))
    group = None if kind == "person" else draw(st.sampled_from(["gang", "venue", "malware"]))
    items = []
    for name in get_args(Kind):
        for n in range(draw(st.integers(0, 2))):
            items.append(draw(_item(name, key, n, ids, reports)))
    return SharedCase(Subject(key, kind, group, draw(TEXTS.filter(str.strip))), tuple(items))


@st.composite
def _item(
    draw: st.DrawFn, kind: Kind, key: str, n: int, ids: list[str], reports: tuple[str, ...]
) -> Item:
    value = {field.name: draw(_values(field)) for field in fields()[kind]}
    if kind == "link":
        value["to"] = draw(st.sampled_from(ids))
    if kind == "happening":
        value["type"] = draw(st.sampled_from(["arrest", "sentence", "exchange"]))
    told = tuple(draw(st.lists(quotes(reports), min_size=1, max_size=3)))
    return Item(item_id(key, kind, (n,)), kind, draw(st.sampled_from(MODALITIES)), value, told)


def rows_of(share: Share) -> tuple[dict[str, Any], dict[str, ReportRow]]:
    """What a share says, whoever made it and however it is marked: for telling two apart."""
    cases = {
        c.subject.id: (c.subject.kind, c.subject.group_kind, c.subject.name, c.items)
        for c in share.cases
    }
    return cases, dict(share.reports)
