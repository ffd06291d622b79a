"""The measurements of resolving, small."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from casewatch.bench.made_up import made_mentions, made_names, made_reading, made_report
from casewatch.bench.resolving import _pairs, adding, screening_speed
from casewatch.cli.main import main
from casewatch.model.facts import facts_of
from tests.screening.lists import GALAXY, put


@pytest.fixture
def all_cores() -> Iterator[None]:
    """Gives the process its cores back after a measurement on one."""
    if not hasattr(os, "sched_getaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    yield
    os.sched_setaffinity(0, cores)


def nothing(*_: object, **__: object) -> None:
    pass


def test_made_up_people_are_the_same_each_time() -> None:
    assert made_names(50) == made_names(50)
    assert made_names(50) != made_names(50, seed=8)
    assert list(made_mentions(20)) == list(made_mentions(20))


def test_made_up_readings_show_their_words() -> None:
    report = made_report(3, "Ivan Examplov")
    reading = made_reading(report, "Ivan Examplov", "made-up")
    assert reading.people[0].spans[0].text_of(report.text) == "Ivan Examplov"
    assert list(facts_of(reading))


def test_figures_have_their_parts() -> None:
    speed = screening_speed(400, nothing)
    assert speed["found_in_ten"] > 0.9
    assert 0 < speed["median_ms"] <= speed["p95_ms"] <= speed["max_ms"]
    assert _pairs(500)["compared"] > 0


@pytest.mark.slow
def test_growth() -> None:
    found = adding(20, 60, nothing)
    assert found["ratio"] > 0
    assert set(found["sizes"]["60"]) == {"read", "store", "candidates", "all"}


@pytest.mark.usefixtures("all_cores")
def test_the_command_prints_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "misp-threat-actor.json", GALAXY)
    put(
        tmp_path,
        "name-pairs.csv",
        "schema,name1,name2,is_match\nPerson,Ivan Examplov,Иван Экзамплов,true\n"
        "Person,Ivan Examplov,Mara Testova,false\nCompany,A Beispiel,A Beispiel AG,true\n",
    )
    words = ["--names", "300", "--people", "0", "--reports", "0", "--reference", str(tmp_path)]
    assert main(["bench", "resolving", *words, "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert {"screening", "accuracy", "machine"} <= set(figures)
    assert main(["bench", "resolving", *words]) == 0
    assert "95th percentile" in capsys.readouterr().out
