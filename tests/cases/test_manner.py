"""How things happened: on bond, superseding, anew, pardoned, overturned; what was expected."""

import pytest

from casewatch.cases import CaseFile, case_files, case_to_json
from casewatch.cases.project import project
from casewatch.cases.status import Step, standing
from casewatch.cases.text import case_to_text
from casewatch.model.reading import Event, Reading
from casewatch.resolving import resolve
from casewatch.resolving.manners import manner_of
from tests.resolving.build import event, person, reading

NAME = "Mara Testova"


def told(report: str, day: str, text: str, *events: Event, role: str = "accused") -> Reading:
    return reading(report, day, text, [person(text, NAME, role, nationality=("ZZ",))], events)


def case(*readings: Reading, as_of: str | None = None) -> CaseFile:
    (found,) = case_files(resolve(readings), as_of)
    return found


@pytest.mark.parametrize(
    ("kind", "text", "manner"),
    [
        ("release", "Mara Testova was released on a $40,000 bond.", "on_bond"),
        ("release", "She was released pending trial in May.", "on_bond"),
        ("release", "The president pardoned Mara Testova and released her.", "pardoned"),
        ("release", "Her term was commuted and she was released.", "commuted"),
        ("release", "She pays for three years following her release from prison.", "none"),
        ("release", "Mara Testova was released from Boxville prison.", ""),
        ("charge", "A superseding indictment charged Mara Testova again.", "superseding"),
        ("charge", "A grand jury charged Mara Testova.", ""),
        ("sentence", "Mara Testova was resentenced to 10 months.", "resentenced"),
        ("appeal", "Mara Testova appealed, and the conviction was overturned.",
         "conviction_overturned"),
        ("appeal", "Mara Testova lost her appeal.", "lost"),
        ("arrest", "Mara Testova was arrested on bond street.", ""),
    ],
)  # fmt: skip
def test_manner_by_the_words_of_the_sentence(kind: str, text: str, manner: str) -> None:
    words = text.split()[0]
    assert manner_of(text, event(text, kind, words, NAME)) == manner


def test_words_of_another_sentence_say_nothing() -> None:
    text = "Bail was never set for anybody. Mara Testova was released. A bond was paid elsewhere."
    assert manner_of(text, event(text, "release", "was released", NAME)) == ""


def step(what: str, date: str | None, manner: str = "") -> Step:
    return Step(what, date, "2020-01-01", manner=manner)


@pytest.mark.parametrize(
    ("steps", "status", "manner"),
    [
        ([step("arrest", "2015"), step("release", "2016-01-01", "on_bond")], "charged", "on_bond"),
        ([step("arrest", "2015"), step("release", "2016-01-01", "on_bond"),
          step("arrest", "2016-02-01")], "in_custody", ""),
        ([step("sentence", "2015"), step("release", "2016-01-01", "pardoned")],
         "released", "pardoned"),
        ([step("sentence", "2015"), step("appeal", "2016-01-01", "conviction_overturned")],
         "charged", "conviction_overturned"),
        ([step("sentence", "2015"), step("appeal", "2016-01-01", "sentence_overturned"),
          step("sentence", "2017", "resentenced")], "sentenced", "resentenced"),
        ([step("sentence", "2015"), step("appeal", "2016-01-01", "lost")], "sentenced", ""),
        ([step("sentence", "2015"), step("exchange", "2018-08-01")], "released", "exchange"),
        ([step("exchange", "2018-08-01"), step("arrest", "2021-01-01")], "in_custody", ""),
    ],
)  # fmt: skip
def test_the_machine_knows_manners(steps: list[Step], status: str, manner: str) -> None:
    state = standing(steps)
    assert (state.status, state.manner) == (status, manner)


def test_an_overturned_conviction_is_no_finding_of_guilt() -> None:
    steps = [step("conviction", "2015"), step("appeal", "2016-01-01", "conviction_overturned")]
    assert not standing(steps).guilty
    assert standing([step("sentence", "2015"), step("release", "2016", "pardoned")]).guilty


def test_on_bond_is_told_as_on_bond() -> None:
    text = "Mara Testova was arrested on May 3, 2019. Mara Testova was released on bond."
    found = case(
        told("a", "2019-05-05", text,
             event(text, "arrest", "was arrested", NAME, date="2019-05-03"),
             event(text, "release", "was released", NAME))
    )  # fmt: skip
    assert (found.status.proven, found.status.manner) == ("charged", "on_bond")
    assert "free on bond" in case_to_text(found)
    assert [s.status for s in found.status.history] == ["in_custody", "charged"]


def test_what_follows_upon_release_has_not_happened() -> None:
    text = (
        "Mara Testova got 30 months on May 3, 2019, and is watched following her release from jail."
    )
    found = case(
        told("a", "2019-05-03", text,
             event(text, "sentence", "30 months", NAME, date="2019-05-03", term_months=30),
             event(text, "release", "her release", NAME), role="convicted")
    )  # fmt: skip
    assert [h.type for h in found.timeline] == ["sentence"]
    assert found.status.proven == "sentenced"


def test_a_superseding_indictment_is_another_charge() -> None:
    a = "Mara Testova was charged on March 1, 2019."
    b = "A superseding indictment charged Mara Testova on May 1, 2019."
    found = case(
        told("a", "2019-03-02", a, event(a, "charge", "was charged", NAME, date="2019-03-01")),
        told("b", "2019-05-02", b, event(b, "charge", "charged", NAME, date="2019-05-01")),
    )
    assert [(h.date, h.manner) for h in found.timeline] == [
        ("2019-03-01", ""), ("2019-05-01", "superseding"),
    ]  # fmt: skip


def test_a_sentence_imposed_anew_stands_in_place_of_the_first() -> None:
    a = "Mara Testova was sentenced to 60 months on March 1, 2019."
    b = "Mara Testova was resentenced to 24 months on March 1, 2021."
    found = case(
        told("a", "2019-03-02", a, event(a, "sentence", "60 months", NAME, date="2019-03-01",
                                         term_months=60), role="convicted"),
        told("b", "2021-03-02", b, event(b, "sentence", "24 months", NAME, date="2021-03-01",
                                         term_months=24), role="convicted"),
    )  # fmt: skip
    assert found.status.term is not None
    assert found.status.term.months == 24
    assert len(found.timeline) == 2


def expecting() -> Reading:
    text = "Mara Testova will be sentenced on May 3, 2019."
    return told("a", "2019-01-01", text,
                event(text, "sentence", "will be sentenced", NAME, date="2019-05-03",
                      modality="expected"), role="convicted")  # fmt: skip


def test_expected_is_overdue_against_the_newest_report_and_not_a_clock() -> None:
    assert not case(expecting()).timeline[0].overdue
    other = reading("z", "2019-05-04", "Nothing happened in Boxville today, nothing at all.")
    late = case(expecting(), other)
    assert late.timeline[0].overdue
    assert "expected, overdue: sentenced" in case_to_text(late)
    assert not case(expecting(), other, as_of="2019-05-03").timeline[0].overdue
    (then,) = project([expecting()], known_by="2020-01-01").cases
    assert then.timeline[0].overdue


def test_what_was_expected_is_kept_with_what_closed_it() -> None:
    b = "Mara Testova got 12 months on May 3, 2019."
    done = told("b", "2019-05-04", b, event(b, "sentence", "12 months", NAME, date="2019-05-03",
                                            term_months=12), role="convicted")  # fmt: skip
    (line,) = case(expecting(), done).timeline
    assert [s.report for s in line.expected] == ["a"]
    assert case_to_json(case(expecting(), done))["timeline"][0]["expected_by"]


def test_known_by_is_about_reports_and_as_of_about_what_happened() -> None:
    late = "Mara Testova was sentenced to 12 months on May 3, 2017."
    early = "Mara Testova of Boxville was charged on May 1, 2016."
    readings = [
        told("a", "2016-05-02", early, event(early, "charge", "was charged", NAME,
                                             date="2016-05-01")),
        told("b", "2021-01-01", late, event(late, "sentence", "sentenced", NAME, date="2017-05-03",
                                            term_months=12), role="convicted"),
        reading("undated", None, "Mara Testova is known to nobody in Boxville.",
                [person("Mara Testova is known to nobody in Boxville.", NAME)]),
    ]  # fmt: skip
    (then,) = project(readings, known_by="2018-01-01").cases
    assert (then.status.proven, then.reports, then.known_by) == ("charged", ("a",), "2018-01-01")
    as_of = next(c for c in project(readings, as_of="2018-01-01").cases if "b" in c.reports)
    assert as_of.status.proven == "sentenced"
    assert project(readings, known_by="2000-01-01").cases == ()


def test_a_reward_speaks_against_custody() -> None:
    text = "A reward is offered for Mara Testova, who was charged on May 3, 2019."
    page = reading("a", "2019-05-04", text, [person(text, NAME)],
                   [event(text, "charge", "was charged", NAME, date="2019-05-03"),
                    event(text, "reward", "A reward is offered", NAME)],
                   {NAME: "in_custody"})  # fmt: skip
    assert case(page).status.proven == "charged"
