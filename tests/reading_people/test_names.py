import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.reading.people.naming import normal_capitals, same
from casewatch.reading.people.runs import runs
from tests.reading_people.helpers import people


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("IVAN EXAMPLOV", "Ivan Examplov"),
        ("Mara TESTOVA", "Mara Testova"),
        ("SEAN O'SAMPLE", "Sean O'Sample"),
        ("JO MCTESTER", "Jo McTester"),
        ("ANNA-LENA PROBE III", "Anna-Lena Probe III"),
        ("J. R. Sample Jr.", "J. R. Sample Jr."),
        ("CK Prober", "CK Prober"),
    ],
)
def test_names_come_in_normal_capitals(written: str, normal: str) -> None:
    assert normal_capitals(written.split()) == normal


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("Ivan Examplov", "Ivan P. Examplov", True),
        ("Ivan Examplov", "Ivan Petrovich Examplov", True),
        ("Ivan Examplov", "Pyotr Examplov", False),
        ("Ana Probe-Muster", "Ana Probe Muster", True),
        ("Examplov", "Ivan Examplov", False),
    ],
)
def test_forms_of_one_name(a: str, b: str, answer: bool) -> None:
    assert same(a.split(), b.split()) is answer
    assert same(b.split(), a.split()) is answer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U.S. Attorney Maria de la Probe said so.", "Maria de la Probe"),
        ("Detective Karim al-Sample led the raid.", "Karim al-Sample"),
        ("Prosecutors charged Jan van der Muster, 34, with fraud.", "Jan van der Muster"),
        ("Special Agent in Charge John Q. Tester of the FBI said so.", "John Q. Tester"),
        ("RAYMOND SAMPLER, 41, of Springfield, pleaded guilty.", "Raymond Sampler"),
        ("Judge Harold Testman, Jr. presided.", "Harold Testman, Jr."),
        ("Nguyen Van Probe, 29, was arrested in Hanoi.", "Nguyen Van Probe"),
        ("Chinese national Zhang Weiprobe, 31, was arrested.", "Zhang Weiprobe"),
    ],
)
def test_names_of_many_kinds(text: str, name: str) -> None:
    assert {n.replace(",", "") for n in people(text)} == {name.replace(",", "")}


def test_short_forms_join_the_fullest() -> None:
    text = (
        "Ivan Examplov, 34, was arrested in Riga. Examplov denies it.\n\n"
        "A court heard that Ivan P. Examplov, a programmer, sold the tool."
    )
    found = people(text)
    assert list(found) == ["Ivan P. Examplov"]
    assert [s.text_of(text) for s in found["Ivan P. Examplov"].spans] == [
        "Ivan P. Examplov",
        "Ivan Examplov",
        "Examplov",
    ]


def test_places_organisations_and_credits_are_nobody() -> None:
    text = (
        "NEW YORK - The Northern District of California and Sample Bank of New York agreed.\n\n"
        "Hong Kong Police Force and the Federal Bureau of Investigation helped.\n\n"
        "(Reporting by Jane Scribbler in London; Editing by Alan Cutter)\n"
    )
    assert people(text) == {}


def test_head_of_state_by_surname() -> None:
    text = "President Biden called it a success."
    assert list(people(text, "2024-08-02")) == ["Joe Biden"]
    assert list(people(text, "2019-08-02")) == ["Biden"]
    assert list(people("Minister van Probeel zei het.")) == ["Van Probeel"]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="AaBbÉéŁ .,'’\"“”()\n-1é", max_size=300))
def test_runs_are_pieces_of_the_text(text: str) -> None:
    for run in runs(text):
        piece = run.span.text_of(text)
        assert piece.startswith(run.words[0])
        assert piece.endswith(run.words[-1].split("-")[-1])


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    people(text)


def test_an_office_behind_deputy_is_no_name() -> None:
    text = "Deputy Head of the harbour police, Mara Testova with Assistant Director Otto Sampleman."
    assert "Head" not in people(text)
    assert "Otto Sampleman" in people(text)
