"""Facts and readings are two forms of the same."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from casewatch.model.facts import canonical_json, fact_id, facts_of, reading_of
from casewatch.model.reading import Event, Money, Person, Reading, reading_to_json
from casewatch.model.spans import Span

from .readings import readings, report

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(readings())
@QUICK
def test_a_reading_comes_back_from_its_facts(reading: Reading) -> None:
    facts = facts_of(reading)
    back = reading_of(reading.report, facts, reader=reading.reader)
    assert back == reading
    assert reading_to_json(back) == reading_to_json(reading)


@given(readings())
@QUICK
def test_ids_follow_from_content_and_differ(reading: Reading) -> None:
    facts = facts_of(reading)
    assert facts == facts_of(reading)
    assert all(fact.id == fact_id(fact) for fact in facts)
    distinct = {canonical_json([f.subject, f.property, f.value, f.spans]) for f in facts}
    assert len({fact.id for fact in facts}) >= len(distinct)
    newer = facts_of(replace(reading, reader="rules-next"))
    assert not {fact.id for fact in facts} & {fact.id for fact in newer}


def test_namesakes_in_one_report_stay_two_people() -> None:
    text = "Ivan Examplov met Ivan Examplov."
    people = (
        Person("Ivan Examplov", (Span(0, 13),), role="accused"),
        Person("Ivan Examplov", (Span(18, 31),), role="victim"),
    )
    reading = Reading(report(text), "rules-test", people=people)
    facts = facts_of(reading)
    assert [f.subject for f in facts if f.property == "role"] == [
        "person:Ivan Examplov",
        "person:Ivan Examplov#2",
    ]
    assert reading_of(reading.report, facts) == reading


def test_status_rests_on_its_own_words_where_the_reader_gives_them() -> None:
    text = "Mara Testova went home on Friday."
    bare = Person("Mara Testova", (Span(0, 12),), role="freed")
    shown = replace(bare, grounds={"status": (Span(13, 22),)})
    for person, quote, grounded in ((bare, "Mara Testova", False), (shown, "went home", True)):
        reading = Reading(
            report(text), "t", people=(person,), final_status={"Mara Testova": "released"}
        )
        (status,) = (f for f in facts_of(reading) if f.property == "status")
        assert (status.quote(text), status.grounded) == (quote, grounded)


def test_modality_and_speaker_have_their_own_place() -> None:
    event = Event("charge", (Span(0, 4),), modality="alleged")
    (fact,) = facts_of(Reading(report("text of it"), "t", events=(event,)))
    assert (fact.modality, fact.speaker, fact.value) == ("alleged", None, {"type": "charge"})
    assert fact.kind() == "event"


def test_a_number_that_is_none_is_refused() -> None:
    money = Money(float("nan"), "USD", "loss", (Span(0, 4),))
    with pytest.raises(ValueError):
        facts_of(Reading(report("text of it"), "t", money=(money,)))
