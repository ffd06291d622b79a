"""What a program calls: the public names, what they give, and how they fail."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import casewatch
from casewatch import library


def test_each_public_name_is_there_and_written_about() -> None:
    for name in set(casewatch.__all__) - {"__version__"}:
        found = getattr(casewatch, name)
        assert found.__doc__, name
    assert set(casewatch.__all__) == set(dir(casewatch))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        casewatch.nothing  # noqa: B018


def test_no_public_name_is_that_of_a_part() -> None:
    # Importing the part would put it in the place of the name.
    parts = {p.stem for p in Path(casewatch.__file__).parent.iterdir()}
    assert not parts & set(casewatch.__all__)


def test_importing_it_loads_nothing_heavy_and_opens_no_connection() -> None:
    code = (
        "import sys, socket\n"
        "def refuse(*_): raise AssertionError('a connection')\n"
        "socket.socket.connect = refuse\n"
        "import casewatch\n"
        "heavy = {'spacy', 'numpy', 'sqlalchemy', 'httpx', 'click'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "import casewatch.library\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_the_examples_in_its_words_hold() -> None:
    tried = doctest.testmod(library, optionflags=doctest.ELLIPSIS)
    assert tried.attempted >= 8
    assert not tried.failed


def test_places_are_read_into_a_store(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ivan Examplov was arrested on 3 May 2024.", "utf-8")
    (tmp_path / "two.txt").write_text("", "utf-8")
    with casewatch.open_store(tmp_path / "cases.db") as store:
        outcome = casewatch.read_into(store, [tmp_path])
        assert (outcome.read, outcome.failed) == (1, {"clean": 1})
    with casewatch.open_store(tmp_path / "cases.db", readonly=True) as store:
        assert [case.name for case in casewatch.case_files(store)] == ["Ivan Examplov"]


def test_case_files_by_name_and_day() -> None:
    with casewatch.open_store(":memory:") as store:
        casewatch.read_shipped(store)
        every = casewatch.case_files(store)
        assert [len(case.reports) for case in every] == sorted(
            (len(case.reports) for case in every), reverse=True
        )
        case = casewatch.case_file(store, "Roman Seleznev")
        assert case in every
        assert case in casewatch.case_files(store, "seleznev")
        before = casewatch.case_file(store, case.id, as_of="2016-06-01")
        assert before.status.proven != case.status.proven
        with pytest.raises(casewatch.NotFoundError, match="no case file goes by"):
            casewatch.case_file(store, "Nobody Nowhere")
        with pytest.raises(casewatch.NotFoundError, match="may be any of 2"):
            casewatch.case_file(store, "Seleznev")


def test_activity_and_its_change() -> None:
    with casewatch.open_store(":memory:") as store:
        casewatch.read_shipped(store)
        series = casewatch.activity(store, "Roman Seleznev")
        assert series.subject == "Roman Seleznev"
        assert not sum(series.known)
        found = casewatch.change_since(store, "Roman Seleznev", date(2024, 8, 1))
        assert found.refused
        for what in (series, found, casewatch.case_file(store, "Track2")):
            assert casewatch.to_json(what)


def test_reports_and_places_are_not_mixed(tmp_path: Path) -> None:
    report = casewatch.Report("a", "Ivan Examplov was arrested.")
    with (
        casewatch.open_store(":memory:") as store,
        pytest.raises(casewatch.CasewatchError, match="mixed"),
    ):
        casewatch.read_into(store, [report, tmp_path])
