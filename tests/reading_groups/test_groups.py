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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vendors on Cardhaven, a criminal forum, sold cards. Cardhaven’s owner fled.", "Cardhaven"),
        ("The ransomware gang attacked victims including Chapel’s, a restaurant chain.", "Chapel’s"),
        ("He ran a mixing service known as “Eddywell.” The site took its name from an eddywell.", "Eddywell"),
        ("Investigators say the 9socks botnet, a network of infected routers, was rented out.", "9socks"),
        ("The fraudsters opened accounts with Smart ID, an app of the banks, in false names.", "Smart ID"),
    ],
)  # fmt: skip
def test_the_form_of_a_name(text: str, name: str) -> None:
    assert name in groups(text)


def test_who_owns_something_is_named_without_the_apostrophe() -> None:
    text = "Members of the LockBit gang were held. LockBit’s servers were seized by the police."
    assert list(groups(text)) == ["LockBit"]


def test_newspapers_carry_the_news_and_have_no_part_in_it() -> None:
    text = "The LockBit gang denied it, The New York Times and BleepingComputer reported on Monday."
    assert list(groups(text)) == ["LockBit"]


def test_a_firm_keeps_its_form() -> None:
    text = (
        "The attackers rented servers from Cloudflare, Inc. and Microsoft Corporation, police said."
    )
    assert set(groups(text)) == {"Cloudflare, Inc.", "Microsoft Corporation"}


@pytest.mark.parametrize(
    "text",
    [
        "The brothers filed false tax returns and claimed refunds from the Internal Revenue Service.",
        "He was ordered to pay $30,000 in restitution to the Internal Revenue Service.",
        "Targets of the attacks included the Department of Justice and the State Department.",
    ],
)
def test_a_public_body_may_be_the_harmed_one(text: str) -> None:
    assert {g.kind for g in groups(text).values()} == {"victim"}


@pytest.mark.parametrize(
    "text",
    [
        "The Internal Revenue Service investigated the case and announced the arrest.",
        "Special agents of the Internal Revenue Service followed the tax refunds.",
        "WASHINGTON – Additionally, the FBI seized servers. Following the arrest, Investigators left.",
        "A Betting Website was hacked. The betting website paid; another website did not.",
    ],
)
def test_what_only_acts_or_opens_a_sentence_is_no_group(text: str) -> None:
    assert groups(text) == {}


def test_a_sure_name_lifts_those_in_its_list() -> None:
    text = (
        "The crew used the backdoors GrubLoader and MothWing, a loader. Its tools, among them "
        "GrubLoader, Tinspoon and Reedjar, were sold on."
    )
    assert {"GrubLoader", "MothWing"} <= set(groups(text))


@pytest.mark.parametrize(
    "text",
    [
        "The case was investigated by the Example County Narcotics Team (ECNT). ECNT agents hacked nothing.",
        "Investigators launched a mechanism known as the Rapid Payment Response Protocol (RPRP). The RPRP "
        "helped banks; criminals fear RPRP.",
    ],
)
def test_what_abbreviates_no_group_is_none(text: str) -> None:
    assert not groups(text)


def test_what_abbreviates_a_group_is_its_alias() -> None:
    text = (
        "Ivan Examplov was a member of the hacking group Sample Night Owls (SNO). The gang SNO "
        "stole data from banks, and Sample Night Owls sold it."
    )
    assert list(groups(text)) == ["Sample Night Owls"]


def test_other_names_behind_with_aliases_such_as() -> None:
    text = (
        "The ransomware gang GrubCrypt, with aliases such as GrubKing and GrubLoot, attacked banks. "
        "The GrubKing ransomware gang and the GrubLoot ransomware gang are one."
    )
    found = groups(text)
    assert list(found) == ["GrubCrypt"]
    assert {a.value for a in found["GrubCrypt"].aliases} == {"GrubKing", "GrubLoot"}
