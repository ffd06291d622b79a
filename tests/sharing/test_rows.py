"""What leaves a store: modality and precision kept, victims and minors not, markings obeyed."""

from pathlib import Path

import pytest

from casewatch.errors import NotFoundError, ShareError
from casewatch.sharing.gather import Choice, gather
from casewatch.sharing.kinds import checked, fields
from casewatch.sharing.model import Share, SharedCase
from casewatch.sharing.plain import case_from_json, case_to_json
from casewatch.sharing.words import sentence, summary
from casewatch.store import Store
from tests.sharing.made import ACCUSED, CHILD, VICTIM, fill


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fill(tmp_path_factory.mktemp("rows") / "store.db")


def taken(url: str, choice: Choice | None = None) -> Share:
    with Store.open(url, readonly=True) as store:
        return gather(store, choice)


def named(share: Share, name: str) -> SharedCase:
    return next(c for c in share.cases if c.subject.name == name)


def test_every_value_has_the_fields_of_its_kind(url: str) -> None:
    seen = set()
    for case in taken(url).cases:
        for item in case.items:
            assert list(item.value) == [f.name for f in fields()[item.kind]]
            assert checked(item.kind, item.modality, item.value, "here") == item.value
            seen.add(item.kind)
    assert {"name", "standing", "stage", "happening", "term", "sum", "link"} <= seen


def test_modality_precision_and_words(url: str) -> None:
    case = named(taken(url), ACCUSED)
    (charge,) = case.of("happening")
    assert charge.modality == "alleged"
    assert (charge.value["date"], charge.value["precision"]) == ("2021-05-04", "day")
    assert charge.quotes[0].quote == "charged with wire fraud"
    assert sentence(charge).startswith("2021-05-04: alleged: charged")
    assert "Nothing is proven" in summary(case)
    assert not case.found_guilty


def test_quotes_stand_in_their_reports(url: str) -> None:
    share = taken(url, Choice(with_protected=True))
    with Store.open(url, readonly=True) as store:
        texts = {one.report.id: one.report.text for one in store.reports()}
    quotes = [q for c in share.cases for i in c.items for q in i.quotes]
    assert quotes
    assert all(texts[q.report][q.start : q.end] == q.quote for q in quotes)


def test_victims_and_minors_stay(url: str) -> None:
    share = taken(url)
    assert CHILD not in {c.subject.name for c in share.cases}
    assert share.left_out == {"minor or victim": 1}
    told = str([case_to_json(c) for c in share.cases])
    assert VICTIM not in told
    assert "█" * len(VICTIM) in told
    every = taken(url, Choice(with_protected=True))
    assert CHILD in {c.subject.name for c in every.cases}
    assert VICTIM in str([case_to_json(c) for c in every.cases])


def test_blocked_names_keep_the_length_of_their_span(url: str) -> None:
    quotes = [q for c in taken(url).cases for i in c.items for q in i.quotes]
    assert any("█" in q.quote for q in quotes)
    assert all(len(q.quote) == q.end - q.start for q in quotes)


def test_a_choice_by_case_and_by_day(url: str) -> None:
    only = taken(url, Choice(cases=(ACCUSED,)))
    assert [c.subject.name for c in only.cases] == [ACCUSED]
    assert set(only.reports) == {"k1"}
    late = taken(url, Choice(since="2021-01-01"))
    assert ACCUSED in {c.subject.name for c in late.cases}
    assert all(
        any((late.reports[r].published or "") >= "2021" for r in c.reports) for c in late.cases
    )
    with pytest.raises(NotFoundError):
        taken(url, Choice(cases=("Nobody Unknownsson",)))


def test_links_lead_to_whom_is_there(url: str) -> None:
    for choice in (Choice(), Choice(cases=(ACCUSED,)), Choice(since="2018")):
        share = taken(url, choice)
        there = {c.subject.id for c in share.cases}
        assert all(i.value["to"] in there for c in share.cases for i in c.of("link"))


def test_rows_come_back_from_json(url: str) -> None:
    for case in taken(url).cases:
        assert case_from_json(case_to_json(case), "here") == case


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "rumour"}, {"modality": "certain"}, {"value": {"months": "many"}}, {"value": []},
        {"quotes": [{"report": "r", "span": [5, 2], "quote": "x"}]}, {"quotes": "none"}, {"id": ""},
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    item = {
        "id": "term-1",
        "kind": "term",
        "modality": "asserted",
        "value": {"months": 5},
        "quotes": [],
    }
    subject = {"id": "p", "kind": "person", "name": "Ivan Examplov"}
    case_from_json({"subject": subject, "items": [item]}, "here")
    with pytest.raises(ShareError):
        case_from_json({"subject": subject, "items": [{**item, **change}]}, "here")


def test_the_table_of_kinds_says_what_each_field_means() -> None:
    assert all(f.meaning for own in fields().values() for f in own)


def test_a_store_is_left_as_it_is(url: str) -> None:
    before = Path(url).read_bytes()
    taken(url)
    assert Path(url).read_bytes() == before
