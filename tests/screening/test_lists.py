"""Reference lists beside a store: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casewatch.errors import ListError, NotFoundError, UsageError
from casewatch.screening.limits import Limits
from casewatch.screening.lists import Lists, list_name
from casewatch.screening.query import Query
from casewatch.screening.screen import Screener
from tests.screening.lists import ALT, GALAXY, SDN, put

DAY = "2024-08-02T00:00:00+00:00"


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return Lists(tmp_path / "s.db.reference")


def load_ofac(lists: Lists, folder: Path, limits: Limits | None = None) -> None:
    files = [put(folder, "sdn.csv", SDN), put(folder, "alt.csv", ALT)]
    lists.load("ofac", files, "ofac", DAY, limits=limits)


def test_what_is_loaded_is_listed_screened_and_removed(lists: Lists, tmp_path: Path) -> None:
    load_ofac(lists, tmp_path)
    lists.load("misp-galaxy", [put(tmp_path, "a.json", GALAXY)], "actors", DAY)
    assert [(a.name, a.kind, a.entries, a.names) for a in lists.about()] == [
        ("actors", "misp-galaxy", 3, 6),
        ("ofac", "ofac", 4, 7),
    ]
    with lists.opened() as opened:
        found = Screener(opened).screen(Query("Иван Экзамплов", born=1984))
        assert [c.entry.id for c in found] == ["1001"]
    with lists.opened(["actors"]) as opened:
        assert not Screener(opened).screen(Query("Ivan Examplov"))
    lists.remove("ofac")
    assert [a.name for a in lists.about()] == ["actors"]
    with pytest.raises(NotFoundError, match="loaded: actors"):
        lists.remove("ofac")
    with pytest.raises(NotFoundError), lists.opened(["ofac"]):
        pass


def test_loading_again_replaces(lists: Lists, tmp_path: Path) -> None:
    load_ofac(lists, tmp_path)
    lists.load("misp-galaxy", [put(tmp_path, "a.json", GALAXY)], "ofac", DAY)
    assert [a.kind for a in lists.about()] == ["misp-galaxy"]
    assert sorted(p.name for p in lists.folder.iterdir()) == ["ofac.2"]


def test_a_load_that_fails_changes_nothing(lists: Lists, tmp_path: Path) -> None:
    load_ofac(lists, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in sorted(lists.folder.rglob("*"))}
    broken = put(tmp_path, "b.csv", SDN + "1,2\n")
    with pytest.raises(ListError):
        lists.load("ofac", [broken], "ofac", DAY)
    after = {p: p.stat().st_mtime_ns for p in sorted(lists.folder.rglob("*"))}
    assert after.keys() == before.keys()


@pytest.mark.parametrize(
    ("limits", "says"),
    [(Limits(entries=2), "more than 2 entries"), (Limits(names=2), "more than 2 names")],
)
def test_too_many_rows_stop_early_and_leave_nothing(
    lists: Lists, tmp_path: Path, limits: Limits, says: str
) -> None:
    with pytest.raises(ListError, match=says):
        load_ofac(lists, tmp_path, limits)
    assert not list(lists.folder.iterdir())


def test_a_list_of_nobody_is_refused(lists: Lists, tmp_path: Path) -> None:
    with pytest.raises(ListError, match="names nobody"):
        lists.load("stix", [put(tmp_path, "b.json", {"type": "bundle", "objects": []})], "x", DAY)


def test_names_of_lists(lists: Lists, tmp_path: Path) -> None:
    assert list_name("misp-galaxy", Path("/x/Threat Actor.json")) == "threat-actor"
    assert list_name("ofac", Path("sdn.csv")) == "ofac"
    for name in ("store", "../x", "A", ""):
        with pytest.raises(UsageError):
            lists.load("stix", [tmp_path / "x"], name, DAY)


def test_what_a_stopped_load_left_is_no_list_and_is_swept(lists: Lists, tmp_path: Path) -> None:
    left = lists.folder / ".new-abc"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    assert lists.about() == ()
    load_ofac(lists, tmp_path)
    assert not left.exists()


@pytest.mark.parametrize("name", ["list.json", "keys.npy", "words.txt"])
def test_a_damaged_list_is_named_and_can_be_removed(
    lists: Lists, tmp_path: Path, name: str
) -> None:
    load_ofac(lists, tmp_path)
    (lists.folder / "ofac.1" / name).unlink()
    with pytest.raises(ListError, match="damaged"), lists.opened():
        pass
    lists.remove("ofac")
    assert lists.about() == ()
