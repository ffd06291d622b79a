import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.model.reading import Alias, Person
from casewatch.model.report import Report
from casewatch.model.spans import Span, fits
from casewatch.model.vocabulary import GROUP_KINDS
from casewatch.reading.agencies import find_agencies
from casewatch.reading.countries import find_countries
from casewatch.reading.groups import find_groups
from casewatch.reading.people import find_people
from casewatch.reading.prepared import Prepared
from casewatch.reading.text.sentences import sentences

from .make import groups, prepared

SHARED = Path(os.environ.get("CASEWATCH_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Ivan Examplov sold stolen cards on a criminal forum called “Cardhaven.su,” where he was a vendor.",
            "Cardhaven.su",
            "venue",
        ),
        (
            "The conspirators infected thousands of computers with GrubLoader malware. "
            "GrubLoader was used by ransomware groups.",
            "GrubLoader",
            "malware",
        ),
        ("Police in four states took part in Operation Quiet Harbour.", "Operation Quiet Harbour", "operation"),
        ("He was paid through Telegram and posted on the channel.", "Telegram", "platform"),
        ("Members of LockBit deployed ransomware against a hospital.", "LockBit", "gang"),
    ],
)  # fmt: skip
def test_one_group(text: str, name: str, kind: str) -> None:
    found = groups(text)
    assert name in found
    assert found[name].kind == kind


def test_other_names_of_the_same_group() -> None:
    text = (
        "QakBot, also known as Qbot and Pinkslipbot, is malware. "
        "Operation Quiet Harbour broke it up; Quiet Harbour went on for a year."
    )
    found = groups(text)
    assert {a.value for a in found["QakBot"].aliases} == {"Qbot", "Pinkslipbot"}
    assert "Quiet Harbour" not in found


def test_people_agencies_and_places_are_no_groups() -> None:
    person = Person("Mara Testova", (Span(0, 12),), (Alias("Gr1mm", (Span(30, 35),)),))
    text = "Mara Testova, known online as “Gr1mm,” was arrested by the FBI in Denver, Colorado."
    assert groups(text, (person,)) == {}


@pytest.mark.parametrize("name", ["Company B", "Victim-1", "the Darknet", "CCIPS"])
def test_what_names_no_one_thing_is_no_group(name: str) -> None:
    text = (
        f"Hackers attacked {name}, a company, on a forum. The Department of Justice and CCIPS knew."
    )
    assert groups(text) == {}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Operation X.su Telegram, “Lock’s” (and)\nof &Inc", max_size=120))
def test_spans_fit_and_kinds_are_known(text: str) -> None:
    for group in find_groups(prepared(text), (), ()):
        assert fits(text, group.spans)
        assert group.kind in GROUP_KINDS


def test_the_same_text_gives_the_same_groups() -> None:
    text = "Telegram, Amazon, Zeus, Conti and Silk Road were named; so was Hydra Market."
    assert list(groups(text).values()) == list(groups(text).values())


def test_long_hostile_text_is_quick() -> None:
    text = "Aa Bb’s “Cc” (Dd), " * 4_000 + "Ee & " * 4_000
    assert isinstance(groups(text), dict)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared reports")
def test_the_exchange_report() -> None:
    path = SHARED / "gold" / "texts" / "2024-08-02-us-releases-russian-cybercriminals.txt"
    text = path.read_text(encoding="utf-8")
    made = Prepared(Report("exchange", text, "", "2024-08-02"), sentences(text), {})
    agencies = find_agencies(made)
    people = find_people(made, agencies)
    found = find_groups(made, people, agencies)
    assert agencies == ()
    assert [(g.name, g.kind) for g in found] == [("Carder.su", "venue")]
    assert sorted(find_countries(made, people, agencies)) == [
        "DE",
        "NO",
        "PL",
        "RU",
        "SI",
        "TR",
        "US",
    ]


def test_a_city_keeps_the_state_that_follows_it() -> None:
    text = (
        "Ivan Examplov’s ransomware encrypted the computers of victims including the City of Eastbrook, Ohio. "
        "The attack on the City of Eastbrook, Ohio cost $2 million."
    )
    found = groups(text)
    assert "City of Eastbrook, Ohio" in found
    assert "City of Eastbrook" not in found


def test_words_of_the_language_are_no_names() -> None:
    text = (
        "The Ruritanian-speaking hackers used malware known as “droppers” and “loaders.” These groups are AI-driven. "
        "Write to tips@paperwolf.example about the PaperWolf gang, a ransomware gang."
    )
    found = set(groups(text))
    assert not found & {"Ruritanian-speaking", "droppers", "loaders", "These", "AI-driven"}
    assert not [n for n in found if "@" in n]


def test_what_a_person_owns_does_not_carry_the_owner() -> None:
    text = (
        "Otto Sampleman was arrested. Sampleman’s Cardhaven forum, a criminal forum, was closed. "
        "Vendors on Cardhaven sold stolen cards."
    )
    people = (Person("Otto Sampleman", (Span(0, 14),), role="accused"),)
    found = groups(text, people)
    assert "Cardhaven" in found
    assert not [n for n in found if n.startswith("Sampleman")]
