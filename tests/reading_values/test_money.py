"""Money: which sums belong to the case, of what kind, whose, and how firmly told."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewatch.model.reading import Money, Person
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.model.vocabulary import MONEY_KINDS, Role
from casewatch.reading.cast import Member, cast
from casewatch.reading.linear import linear
from casewatch.reading.money import find_money
from casewatch.reading.prepared import Prepared
from casewatch.reading.text.sentences import sentences
from tests.effort import in_proportion


def told(text: str, publisher: str = "", **people: Role) -> tuple[Money, ...]:
    """The sums of `text`, with `people` (a surname for a keyword) of the given roles."""
    prepared = Prepared(Report("r", text, publisher=publisher), sentences(text), {})
    names = {f"Ivan {surname}": role for surname, role in people.items()}
    known = cast(text, [Member(name, "person") for name in names])
    persons = tuple(Person(n, (Span(0, 1),), role=r) for n, r in names.items())
    return find_money(prepared, persons, known, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The judge ordered him to pay $1.4 million in restitution.", "restitution"),
        ("She was ordered to forfeit $250,000.", "forfeiture"),
        ("If convicted, he faces ten years in prison and a fine of $250,000.", "fine"),
        ("Officers seized €600,000 in cash during the searches.", "seized"),
        ("The attack caused losses of more than $80 million.", "loss"),
        ("The hackers demanded a ransom of 75 bitcoin.", "ransom"),
        ("The State Department offers a reward of up to $10 million for information.", "reward"),
        ("He was released on a $100,000 bond.", "bail"),
        ("They laundered over $20 million through shell companies.", "laundered"),
        ("Subscriptions cost $50 per month.", "price"),
        ("The scheme yielded about $90 million in illicit profits.", "proceeds"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [m.kind for m in told(text)] == [kind]


def test_repeats_of_one_sum_merge() -> None:
    text = "The scheme netted $9 million. Ivan Examplov made $9 million in profits from the scheme."
    (found,) = told(text, Examplov="convicted")
    assert len(found.spans) == 2
    assert {s.text_of(text) for s in found.spans} == {"$9 million"}


def test_one_amount_of_two_kinds_stays_two() -> None:
    text = (
        "He was ordered to pay restitution of $70,000 to the victims. "
        "He was also ordered to forfeit $70,000."
    )
    assert {m.kind for m in told(text)} == {"restitution", "forfeiture"}


def test_who_is_the_subject_of_the_sentence_or_the_one_before() -> None:
    text = "Ivan Examplov was sentenced in May. He was ordered to forfeit $5,000."
    assert [m.who for m in told(text, Examplov="convicted")] == [("Ivan Examplov",)]
    text = "Ivan Testov made $3 million, said Ivan Judgeman."
    found = told(text, Testov="convicted", Judgeman="official")
    assert [m.who for m in found] == [("Ivan Testov",)]


def test_an_allegation_stays_one() -> None:
    text = "Ivan Examplov made $3 million from the scheme."
    assert [m.modality for m in told(text, Examplov="accused")] == ["alleged"]
    assert [m.modality for m in told(text, Examplov="convicted")] == ["asserted"]
    text = "The group allegedly stole $3 million."
    assert [m.modality for m in told(text)] == ["alleged"]


def test_a_fine_that_is_only_faced_is_possible() -> None:
    assert [m.modality for m in told("He faces a fine of up to $250,000.")] == ["possible"]
    assert [m.modality for m in told("The court imposed a fine of $5,000.")] == ["asserted"]


def test_general_statistics_are_left_out() -> None:
    assert told("The section has won court orders for the return of over $350 million.") == ()
    assert told("Americans lose about $10 billion to fraud every year.") == ()


def test_bare_dollar_of_the_outlet() -> None:
    assert [m.currency for m in told("He stole $5,000.", "Police of New Zealand")] == ["NZD"]


def test_weights_know_every_kind() -> None:
    assert set(linear("money_kinds").classes) == set(MONEY_KINDS)


@pytest.mark.shared
def test_the_story_of_the_exchange(shared: Path) -> None:
    name = "2024-08-02-us-releases-russian-cybercriminals.txt"
    text = (shared / "gold" / "texts" / name).read_text(encoding="utf-8")
    people = ["Roman Seleznev", "Vladislav Klyushin", "Evan Gershkovich", "Paul Whelan"]
    known = cast(text, [Member(n, "person") for n in people])
    persons = tuple(Person(n, (Span(0, 1),), role="freed") for n in people)
    found = find_money(Prepared(Report("r", text), sentences(text), {}), persons, known, ())
    assert [(m.amount, m.currency, m.kind, m.who) for m in found] == [
        (93_000_000, "USD", "proceeds", ("Vladislav Klyushin",))
    ]


def test_many_sums_take_linear_time() -> None:
    def sums(count: int) -> None:
        assert len(told("".join(f"He stole ${n}.\n" for n in range(1, count + 1)))) == count

    assert in_proportion(sums, 3000)


def test_the_defendants_are_those_named_together_before() -> None:
    text = (
        "Ivan Examplov and Ivan Testov ran the shop. Ivan Testov fled in May. "
        "The defendants made more than $6 million."
    )
    found = told(text, Examplov="convicted", Testov="convicted")
    assert [m.who for m in found] == [("Ivan Examplov", "Ivan Testov")]


def test_what_a_court_does_falls_on_the_only_subject() -> None:
    text = (
        f"Ivan Examplov pleaded guilty. {'The case was long. ' * 60}The maximum fine is $250,000."
    )
    assert [m.who for m in told(text, Examplov="convicted")] == [("Ivan Examplov",)]


def test_without_a_subject_the_last_named_group_is_concerned() -> None:
    text = "The Examplocker gang struck in May. A clinic paid a ransom of 12 bitcoin."
    prepared = Prepared(Report("r", text), sentences(text), {})
    known = cast(text, [Member("Examplocker", "group")])
    assert [m.who for m in find_money(prepared, (), known, ())] == [("Examplocker",)]
    known = cast(text, [Member("Operation Examplocker", "group")])
    assert [m.who for m in find_money(prepared, (), known, ())] == [()]
