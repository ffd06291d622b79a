"""Where two readers agree."""

from __future__ import annotations

from dataclasses import replace

from casewatch.llm.both import agreed, marked
from casewatch.model.reading import Alias, Event, Money, Person, Reading, reading_to_json
from casewatch.model.report import Report
from casewatch.model.spans import Span

HERE = (Span(0, 4),)
REPORT = Report("made", "Ivan Examplov was charged.", "Title", "2024-05-04", "Example Post")
CHARGE = Event("charge", HERE, who=("Ivan Examplov",), date="2024-05-03")
RULES = Reading(
    REPORT, "rules-1", people=(Person("Ivan Examplov", HERE), Person("Mara Testova", HERE)),
    events=(CHARGE, replace(CHARGE, type="plea")), money=(Money(5, "USD", "loss", HERE),),
)  # fmt: skip


def test_each_item_is_marked_by_whether_the_other_tells_it() -> None:
    other = replace(
        RULES, reader="llm-1", people=(Person("IVAN EXAMPLOV", HERE),),
        events=(replace(CHARGE, who=("Examplov",), date="2024-05"),),
        money=(Money(6, "USD", "loss", HERE),),
    )  # fmt: skip
    found = agreed(RULES, other)
    assert found["people"] == [True, False]
    assert found["events"] == [True, False]
    assert found["money"] == [False]
    assert found["groups"] == []
    back = agreed(other, RULES)
    assert back["people"] == [True]
    assert back["events"] == [True]


def test_an_alias_stands_for_the_name() -> None:
    known = replace(RULES, people=(Person("Ivan Examplov", HERE, (Alias("exvan", HERE),)),))
    handle = replace(RULES, people=(Person("exvan", HERE),))
    assert agreed(known, handle)["people"] == [True]


def test_one_item_answers_for_one() -> None:
    twice = replace(RULES, events=(CHARGE, CHARGE))
    assert agreed(twice, replace(RULES, events=(CHARGE,)))["events"] == [True, False]


def test_what_is_alleged_and_what_is_found_do_not_agree() -> None:
    alleged = replace(RULES, events=(replace(CHARGE, modality="alleged"),))
    assert agreed(RULES, alleged)["events"] == [False, False]


def test_the_outward_form_keeps_all_and_gains_the_marks() -> None:
    told = reading_to_json(RULES)
    found = marked(told, RULES, RULES)
    assert [e["agreed"] for e in found["events"]] == [True, True]
    assert {k: v for k, v in found["events"][0].items() if k != "agreed"} == told["events"][0]
    assert found["document"] == told["document"]
