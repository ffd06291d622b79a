from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.model.reading import Reading
from casewatch.resolving import resolve
from casewatch.resolving.counted import counted
from casewatch.resolving.dating import fits, near
from casewatch.resolving.happenings import Happening, happenings
from casewatch.resolving.news import month_of_news
from casewatch.resolving.tellings import tellings_of
from tests.resolving.build import event, person, reading, story

X = "Mara Testova"


def told(*readings: Reading, name: str = X) -> tuple[Happening, ...]:
    found = resolve(readings)
    keys = [k for e in found.people for k in e.keys if k.name == name]
    return happenings(tellings_of(sorted(keys), found.readings, found.copies))


def one(report: str, day: str, words: str, kind: str, **more: object) -> Reading:
    text = f"{X} of Boxville, as told here: {words}, and report {report} knows no more of it."
    return reading(report, day, text, [person(text, X)], [event(text, kind, words, X, **more)])


def test_dates_fit_when_one_is_coarser() -> None:
    assert fits("2019", "2019-03-04")
    assert fits(None, "2019")
    assert not fits("2019-03", "2019-04-01")


def test_windows_by_type() -> None:
    assert near("charge", "2019-03-01", "2019-05-01")
    assert not near("arrest", "2019-03-01", "2019-05-01")
    assert near("conviction", "2016", "2017")
    assert not near("arrest", "2016", "2017")


def test_most_precise_date_and_the_term_are_kept() -> None:
    found = told(
        one("a", "2019-06-02", "was sentenced on June 1", "sentence", date="2019-06-01"),
        one("b", "2020-06-02", "was sentenced in 2019", "sentence", date="2019", term_months=9),
        one("c", "2020-07-02", "was sentenced", "sentence"),
    )
    assert [(h.date, h.term_months, len(h.tellings)) for h in found] == [("2019-06-01", 9, 3)]


def test_two_arrests_stay_two() -> None:
    found = told(
        one("a", "2017-12-20", "was arrested on December 15", "arrest", date="2017-12-15"),
        one("b", "2018-03-25", "was arrested again", "arrest", date="2018-03-23"),
    )
    assert [h.date for h in found] == ["2017-12-15", "2018-03-23"]


def test_a_charge_is_dated_when_it_was_returned_not_unsealed() -> None:
    found = told(
        one("a", "2017-12-28", "indictment unsealed", "charge", date="2017-12-28"),
        one("b", "2018-01-28", "indicted on December 11", "charge", date="2017-12-11"),
    )
    assert [h.date for h in found] == ["2017-12-11"]


def test_an_allegation_of_what_is_asserted_adds_nothing() -> None:
    found = told(
        one("a", "2019-01-05", "was arrested", "arrest", date="2019-01-04"),
        one("b", "2019-01-06", "allegedly arrested", "arrest", modality="alleged"),
    )
    assert [h.modality for h in found] == ["asserted"]


def test_a_denial_stays() -> None:
    found = told(one("a", "2019-01-05", "denied any plea", "plea", modality="denied"))
    assert [h.modality for h in found] == ["denied"]


def test_a_guilty_plea_is_the_conviction() -> None:
    plea = one("a", "2019-01-05", "pleaded guilty", "plea", date="2019-01-04")
    bare = one("b", "2019-02-05", "convicted", "conviction")
    found = told(plea, bare)
    assert [(h.type, h.date, len(h.tellings)) for h in found] == [("plea", "2019-01-04", 2)]
    dated = one("b", "2019-02-05", "found guilty", "conviction", date="2018-02-04")
    assert [h.type for h in told(plea, dated)] == ["conviction", "plea"]


def test_what_a_verdict_would_bring_is_not_expected() -> None:
    assert told(one("a", "2019-01-05", "shall forfeit", "forfeiture", modality="expected")) == ()


def test_what_was_put_off_is_told_with_its_latest_date() -> None:
    found = told(
        one(
            "a", "2019-01-05", "to be sentenced", "sentence", date="2019-05-01", modality="expected"
        ),
        one(
            "b", "2019-04-05", "to be sentenced", "sentence", date="2019-07-01", modality="expected"
        ),
    )
    assert [h.date for h in found] == ["2019-07-01"]


def test_undated_news_at_the_head_has_the_month_of_the_report() -> None:
    text = "A court has sentenced Mara Testova to 9 months. She had previously been fined."
    sentence = event(text, "sentence", "has sentenced", X)
    older = event(text, "plea", "had previously been fined", X)
    page = reading("a", "2019-06-17", text, [person(text, X)], [sentence, older])
    assert month_of_news(page, sentence) == "2019-06"
    assert month_of_news(page, older) is None
    early = reading("a", "2019-06-01", text, [person(text, X)], [sentence])
    assert month_of_news(early, sentence) is None


def test_people_told_by_number() -> None:
    text = "Charges against two men were unsealed: Ivan Examplov and Petr Primerov."
    people = [person(text, "Ivan Examplov"), person(text, "Petr Primerov")]
    two = event(text, "charge", "Charges", count=2)
    assert counted(reading("a", None, text, people, [two])) == {
        0: ("Ivan Examplov", "Petr Primerov")
    }
    three = event(text, "charge", "Charges", count=3)
    assert counted(reading("a", None, text, people, [three])) == {}


def test_a_forfeiture_told_with_a_sentence_has_its_date() -> None:
    text = "Mara Testova was sentenced on June 1, 2019 and must forfeit a boat."
    page = reading("a", "2019-06-02", text, [person(text, X)],
                   [event(text, "sentence", "was sentenced", X, date="2019-06-01"),
                    event(text, "forfeiture", "must forfeit", X)])  # fmt: skip
    assert {(h.type, h.date) for h in told(page)} == {
        ("sentence", "2019-06-01"), ("forfeiture", "2019-06-01"),
    }  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_order_does_not_matter(order: list[int]) -> None:
    readings = story()
    name = "Ivan Examplov"
    assert told(*[readings[n] for n in order], name=name) == told(*readings, name=name)
