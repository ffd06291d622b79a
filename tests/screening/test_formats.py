"""Reading reference lists, and refusing what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import ListError
from casewatch.screening.entries import Entry, entry_from_json
from casewatch.screening.formats.values import country, years
from casewatch.screening.limits import Limits
from casewatch.screening.reading import ListKind, read_entries
from tests.screening.lists import ALT, BOMB, BUNDLE, FTM, GALAXY, SDN, XML, put, put_lines


def entries(kind: ListKind, *paths: Path, limits: Limits | None = None) -> dict[str, Entry]:
    return {e.id: e for e in read_entries(kind, paths, "a-list", limits or Limits())}


def test_ofac_as_csv_with_its_alternative_names_in_any_order(tmp_path: Path) -> None:
    sdn, alt = put(tmp_path, "sdn.csv", SDN), put(tmp_path, "alt.csv", ALT)
    found = entries("ofac", alt, sdn)
    assert found == entries("ofac", sdn, alt)
    assert found["1001"] == Entry(
        "a-list",
        "1001",
        "person",
        "EXAMPLOV, Ivan Petrovich",
        ("PRIMEROV, Iwan", "ivex"),
        (1984,),
        ("RU",),
        "CYBER2",
    )
    assert found["1002"].kind == "group"
    assert found["1003"].born == (1979, 1980, 1981)
    assert found["1003"].countries == ("KP",)
    assert found["1003"].note == "CYBER2; DPRK4"
    assert found["1004"].kind == "other"


def test_ofac_as_xml_says_the_same(tmp_path: Path) -> None:
    (found,) = entries("ofac", put(tmp_path, "sdn.xml", XML)).values()
    assert (found.id, found.kind, found.name) == ("1001", "person", "EXAMPLOV, Ivan Petrovich")
    assert found.aliases == ("IVEX", "PRIMEROV, Iwan")
    assert (found.born, found.countries, found.note) == ((1984,), ("RU",), "CYBER2")


def test_misp_galaxy(tmp_path: Path) -> None:
    found = entries("misp-galaxy", put(tmp_path, "actors.json", GALAXY))
    assert found["u-1"].names == ("PAPER PANDA", "APT914")
    assert found["u-1"].countries == ("CN",)
    assert [e.kind for e in found.values()] == ["group"] * 3


def test_stix_bundle(tmp_path: Path) -> None:
    found = entries("stix", put(tmp_path, "bundle.json", BUNDLE))
    assert {k: (e.kind, e.name) for k, e in found.items()} == {
        "i-1": ("group", "Paper Panda"),
        "p-1": ("person", "Ivan Examplov"),
    }


def test_followthemoney(tmp_path: Path) -> None:
    found = entries("ftm", put_lines(tmp_path, "entities.ftm.json", FTM))
    assert list(found) == ["x-1", "x-2"]
    assert found["x-1"].names == ("Ivan Examplov", "ivex", "Иван Экзамплов")
    assert (found["x-1"].born, found["x-1"].countries) == ((1984,), ("RU",))


def test_entries_survive_being_kept(tmp_path: Path) -> None:
    for entry in entries("ofac", put(tmp_path, "sdn.csv", SDN)).values():
        assert entry_from_json(json.loads(json.dumps(entry.to_json()))) == entry


def test_years_and_countries() -> None:
    assert years(["circa 1961", "03 Feb 1984", "1979 to 1981", "12345"]) == (
        1961, 1979, 1980, 1981, 1984,
    )  # fmt: skip
    assert [country(x) for x in ("ru", "Korea, North", "Russia", "Nowhere")] == [
        "RU", "KP", "RU", "",
    ]  # fmt: skip


DEEP = '{"values": ' + "[" * 200_000
WRONG: list[tuple[ListKind, str, str, str]] = [
    ("misp-galaxy", "", "no misp-galaxy list", "empty"),
    ("misp-galaxy", "[1]", "no misp-galaxy list", "an array"),
    ("misp-galaxy", '{"objects": []}', "has no list", "another object"),
    ("misp-galaxy", '{"values": [{"x": 1}]}', "has no “value”", "other members"),
    ("misp-galaxy", json.dumps(GALAXY)[:-30], "torn", "cut"),
    ("misp-galaxy", json.dumps(GALAXY) + "{}", "torn", "two objects"),
    ("misp-galaxy", DEEP, "torn", "nested"),
    ("stix", json.dumps(GALAXY), "has no list", "a galaxy"),
    ("stix", '{"type": "report", "objects": [{"type": "malware"}]}', "not bundle", "a report"),
    ("stix", '{"objects": [1]}', "no type", "numbers"),
    ("ftm", "", "is empty", "empty"),
    ("ftm", json.dumps(GALAXY), "no ftm list", "a galaxy"),
    ("ftm", json.dumps(FTM[0]) + "\n" + json.dumps(FTM[1])[:-5], "torn", "cut"),
    ("ftm", "not json", "no ftm list", "text"),
    ("ofac", "a,b,c\n1,2,3\n", "3 columns", "another table"),
    ("ofac", ALT, "add sdn.csv", "only alternatives"),
    ("ofac", SDN + '1005,"EXAM', "torn", "cut row"),
    ("ofac", SDN.replace("1003", "x"), "begin with a number", "no numbers"),
    ("ofac", XML[:-40], "torn", "cut XML"),
    ("ofac", BOMB, "document type", "entity bomb"),
    ("ofac", "<html><body>x</body></html>", "its root is html", "a page"),
    ("ofac", "<" * 500, "no XML", "no XML"),
    ("ofac", "<sdnList>" + "<a>" * 100, "torn", "deep XML"),
]


@pytest.mark.parametrize(
    ("kind", "content", "says"), [w[:3] for w in WRONG], ids=[w[3] for w in WRONG]
)
def test_what_is_no_such_list_is_refused_in_a_line(
    kind: ListKind, content: str, says: str, tmp_path: Path
) -> None:
    with pytest.raises(ListError, match=says) as problem:
        entries(kind, put(tmp_path, "list.any", content))
    assert "nothing of it was loaded" in str(problem.value)
    assert "\n" not in str(problem.value)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="is no file"):
        entries("ftm", tmp_path / "none.json")
    with pytest.raises(ListError, match="is no file"):
        entries("ftm", tmp_path)


@pytest.mark.parametrize("kind", ["misp-galaxy", "ftm", "ofac"])
def test_one_entry_larger_than_any_entry_is(kind: ListKind, tmp_path: Path) -> None:
    long = "x" * 300_000
    content: dict[str, Any] = {
        "misp-galaxy": json.dumps({"values": [{"value": "A", "description": long}]}),
        "ftm": json.dumps({"id": "1", "schema": "Person", "properties": {"name": [long]}}),
        "ofac": XML.replace("CYBER2", long),
    }
    path = put(tmp_path, "list.any", content[kind])
    with pytest.raises(ListError, match="entry of more than"):
        entries(kind, path, limits=Limits(entry_bytes=50_000))


@given(st.integers(0, len(json.dumps(GALAXY)) - 1))
def test_a_galaxy_cut_anywhere_is_refused(cut: int) -> None:
    import io

    from casewatch.screening.formats import misp

    stream = io.StringIO(json.dumps(GALAXY)[:cut])
    with pytest.raises(ListError):
        list(misp.read(stream, "x.json", "a-list", Limits()))


def test_a_file_larger_than_any_list_is(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="is larger than 0 MB; nothing of it was loaded"):
        entries("ofac", put(tmp_path, "sdn.csv", SDN), limits=Limits(file_bytes=100))
