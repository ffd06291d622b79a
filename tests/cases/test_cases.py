import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.cases import CaseFile, case_files, case_to_json, copies_line, find_case
from casewatch.cases.law import months_between
from casewatch.cases.text import case_to_markdown, case_to_text
from casewatch.model.reading import Attribution, Reading
from casewatch.resolving import resolve
from tests.resolving.build import copy_of, event, person, reading, span, story

X = "Ivan Examplov"


def cases(readings: list[Reading] | None = None, as_of: str | None = None) -> tuple[CaseFile, ...]:
    return case_files(resolve(story() if readings is None else readings), as_of)


def case(as_of: str | None = None, readings: list[Reading] | None = None) -> CaseFile:
    return next(c for c in cases(readings, as_of) if c.name == X and "r1" in c.reports)


def test_status_term_and_what_was_left_of_it() -> None:
    status = case().status
    assert status.proven == "released"
    assert status.since == "2018-08-01"
    assert status.finding
    assert status.term is not None
    assert (status.term.months, status.term.from_date) == (60, "2016-06-01")
    assert status.term.unserved_months == 34


def test_timeline_tells_each_happening_once() -> None:
    assert [(h.type, h.date) for h in case().timeline] == [
        ("arrest", "2015-03-03"), ("plea", "2016-05-05"), ("sentence", "2016-06-01"),
        ("exchange", "2018-08-01"), ("charge", None),
    ]  # fmt: skip
    sentence = case().timeline[2]
    assert sentence.independent_sources == 2


@pytest.mark.parametrize(
    ("as_of", "proven"),
    [("2015-03-04", "in_custody"), ("2016-05-30", "convicted"), ("2017-01-01", "sentenced"),
     ("2018-08-02", "released"), ("2010-01-01", None)],
)  # fmt: skip
def test_as_of(as_of: str, proven: str | None) -> None:
    assert case(as_of).status.proven == proven


def test_names_with_kinds() -> None:
    assert {(n.name, n.kind) for n in case().names} == {
        (X, "name"), ("Ivan Examploff", "spelling"), ("zorkiy77", "handle"),
    }  # fmt: skip


def test_sums_that_disagree_stand_side_by_side() -> None:
    found = [c for c in case().contradictions if c.property == "proceeds USD"]
    assert [[v.value for v in c.values] for c in found] == [["93000000", "90000000"]]
    assert found[0].rule
    assert all(v.sources for c in found for v in c.values)


def test_years_that_disagree_are_a_contradiction_of_one_happening() -> None:
    a, b = "Mara Testova was convicted in 2016 at Boxville.", "Mara Testova, convicted in 2017."
    name = "Mara Testova"
    readings = [
        reading("a", "2018-01-01", a, [person(a, name, "convicted", nationality=("ZZ",))],
                [event(a, "conviction", "convicted in 2016", name, date="2016")]),
        reading("b", "2018-02-01", b, [person(b, name, "convicted", nationality=("ZZ",))],
                [event(b, "conviction", "convicted in 2017", name, date="2017")]),
    ]  # fmt: skip
    (found,) = cases(readings)
    assert len(found.timeline) == 1
    assert {v.value for v in found.contradictions[0].values} == {"2016", "2017"}


def test_expected_is_closed_by_the_report_that_shows_it_done() -> None:
    a, b = "Mara Testova will be sentenced on May 3, 2019.", "Mara Testova got 12 months today."
    name = "Mara Testova"
    one = reading("a", "2019-01-01", a, [person(a, name, "convicted", nationality=("ZZ",))],
                  [event(a, "sentence", "will be sentenced", name, date="2019-05-03",
                         modality="expected")], {name: "convicted"})  # fmt: skip
    two = reading("b", "2019-06-07", b, [person(b, name, "convicted", nationality=("ZZ",))],
                  [event(b, "sentence", "got 12 months", name, date="2019-06-07",
                         term_months=12)], {name: "sentenced"})  # fmt: skip
    assert [(h.modality, h.date) for h in cases([one])[0].timeline] == [("expected", "2019-05-03")]
    assert [(h.modality, h.date) for h in cases([one, two])[0].timeline] == [
        ("asserted", "2019-06-07")
    ]
    assert cases([one])[0].status.proven == "convicted"


def test_every_leaf_has_sources_that_slice_to_their_quotes() -> None:
    texts = {r.report.id: r.report.text for r in story()}
    seen = 0

    def walk(value: object, path: str) -> None:
        nonlocal seen
        if isinstance(value, dict):
            if path.split("/")[-1] in {
                "names",
                "timeline",
                "values",
                "money",
                "schemes",
                "attributions",
                "associates",
                "venues",
                "born",
            }:
                assert value["sources"], path
            for s in value.get("sources", ()):
                start, end = s["span"]
                assert texts[s["report"]][start:end] == s["quote"]
                seen += 1
            for key, inner in value.items():
                walk(inner, f"{path}/{key}")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, path)

    for c in cases():
        walk(json.loads(json.dumps(case_to_json(c))), "")
    assert seen > 30


def test_associates_and_venues() -> None:
    assert [x.name for x in case().associates] == ["Petr Primerov"]
    assert "same charge" in case().associates[0].how
    assert [x.name for x in case().venues] == ["Carderville"]


def test_group_has_a_case_file() -> None:
    (found,) = [c for c in cases() if c.kind == "group"]
    assert (found.name, found.group_kind) == ("Carderville", "venue")
    assert {x.name for x in found.associates} == {X, "Petr Primerov"}


def test_lookup_by_id_name_alias_and_spelling_and_no_guess() -> None:
    every = cases()
    wanted = case()
    assert find_case(every, wanted.id) == (wanted,)
    assert find_case(every, "ZORKIY77") == (wanted,)
    assert len(find_case(every, X)) == 2
    assert {c.name for c in find_case(every, "primerov")} == {"Petr Primerov"}
    assert {c.name for c in find_case(every, "Pyotr Primeroff")} <= {"Petr Primerov"}
    assert find_case(every, "Nobody Atall") == ()
    assert find_case(every, " ") == ()


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_order_of_reports_does_not_matter(order: list[int]) -> None:
    readings = story()
    assert cases([readings[n] for n in order]) == cases(readings)


def shape(c: CaseFile) -> object:
    return (
        c.status.proven, c.status.term and c.status.term.months, c.status.alleged,
        [(h.type, h.date, h.modality, h.term_months, h.independent_sources) for h in c.timeline],
        [(m.amount, m.kind, m.independent_sources) for m in c.money],
        [(x.property, [v.value for v in x.values]) for x in c.contradictions],
        [n.name for n in c.names], [a.name for a in c.associates],
    )  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 4), st.booleans())
def test_copies_of_every_report_change_no_count_and_no_status(k: int, other: bool) -> None:
    readings = story()
    more = [
        copy_of(r, f"{r.report.id}-{n}", f"Outlet {n}" if other else "")
        for r in readings
        for n in range(k)
    ]
    before = sorted(map(repr, map(shape, cases(readings))))
    assert sorted(map(repr, map(shape, cases(readings + more)))) == before


def test_copies_line() -> None:
    readings = [*story(), copy_of(story()[0], "r9")]
    assert copies_line(resolve(readings).copies) == {"copies": [["r1", "r9"]]}


def test_text_says_what_is_proven_and_what_is_not() -> None:
    told = case_to_text(case())
    assert "Proven: guilt was found" in told
    assert "\x1b" not in told
    assert "34 months" in told or "2 years 10 months of it unserved" in told
    (partner,) = find_case(cases(), "Petr Primerov")
    text = case_to_text(partner)
    assert "Nothing is proven" in text
    assert "guilty" not in text.replace("no verdict or guilty plea is reported", "")
    assert case_to_markdown(case()).startswith(f"# {X}")


def test_text_of_reports_cannot_steer_a_terminal() -> None:
    a = "Mara \x1b[31mTestova was arrested \u202e today [bold]now[/bold]."
    readings = [
        reading("a", "2018-01-01", a, [person(a, "Mara \x1b[31mTestova")],
                [event(a, "arrest", a, "Mara \x1b[31mTestova", place="[red]x[/red]\x07")])
    ]  # fmt: skip
    told = case_to_text(cases(readings)[0])
    assert not {"\x1b", "\u202e", "\x07"} & set(told)
    assert "[bold]now[/bold]" in told


def test_what_is_denied_is_not_told_as_said() -> None:
    a = "Mara Testova was arrested. Her lawyer denied that she had opened the shop."
    said = Attribution("Her lawyer", "she had opened the shop", "indirect",
                       span(a, "she had opened the shop"))  # fmt: skip
    page = reading("a", "2019-05-05", a, [person(a, "Mara Testova")], attributions=(said,))
    (found,) = cases([page])
    assert found.attributions[0].denied
    assert "DENIED: she had opened" in case_to_text(found)


def test_of_two_terms_the_one_that_ends_last_is_shown() -> None:
    a = "Mara Testova got 324 months on April 3, 2017 and 168 months on November 3, 2017."
    name = "Mara Testova"
    page = reading("a", "2018-05-05", a, [person(a, name, "convicted")],
                   [event(a, "sentence", "324 months", name, date="2017-04-03", term_months=324),
                    event(a, "sentence", "168 months", name, date="2017-11-03", term_months=168)],
                   {name: "sentenced"})  # fmt: skip
    (found,) = cases([page])
    assert found.status.term is not None
    assert found.status.term.months == 324
    assert len(found.timeline) == 2


def test_counts_of_one_exchange_stand_side_by_side() -> None:
    name = "Mara Testova"
    readings = []
    for report, n in (("a", 16), ("b", 24)):
        text = f"Mara Testova of Boxville came home in a swap of {n} people, {report} reports."
        readings.append(
            reading(report, "2018-08-02", text, [person(text, name, "freed", nationality=("ZZ",))],
                    [event(text, "exchange", "swap", name, date="2018-08-01", count=n)],
                    {name: "released"})
        )  # fmt: skip
    (found,) = cases(readings)
    (disagreement,) = found.contradictions
    assert disagreement.property == "exchange count"
    assert {v.value for v in disagreement.values} == {"16", "24"}


def test_dismissal_is_told_loudly() -> None:
    a = "Mara Testova was charged. All charges against Mara Testova were dismissed on May 4, 2019."
    name = "Mara Testova"
    readings = [
        reading("a", "2019-05-05", a, [person(a, name)],
                [event(a, "charge", "was charged", name, offences=("hacking",)),
                 event(a, "dismissal", "were dismissed", name, date="2019-05-04")])
    ]  # fmt: skip
    (found,) = cases(readings)
    assert (found.status.proven, found.status.cleared) == (None, "dismissal")
    assert found.status.alleged == ()
    assert "CHARGES DISMISSED" in case_to_text(found)


@pytest.mark.parametrize(
    ("a", "b", "months"),
    [("2016-06-01", "2018-08-01", 26), ("2016-06-02", "2018-08-01", 25), ("2016", "2018-08-01", None),
     ("2016-06", "2018-08", 26)],
)  # fmt: skip
def test_months_between(a: str, b: str, months: int | None) -> None:
    assert months_between(a, b) == months
