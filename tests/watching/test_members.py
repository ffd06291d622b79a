"""Watches on sets, schemes and countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from casewatch.cases.project import project
from casewatch.cli.main import main
from casewatch.errors import WatchError
from casewatch.model.reading import Reading, Scheme
from casewatch.watching.activity import series_of
from casewatch.watching.kept import Kept, Watch, load, save
from casewatch.watching.members import Member, member
from tests.resolving.build import person, reading, span
from tests.watching.field import FIRST, NAME, attack, background

DAY = FIRST + timedelta(weeks=40, days=1)


def carding(number: int, day: date, year: str) -> Reading:
    text = f"Paper {number}: Kim Exemplar sold stolen card data from {year} on, say files {number}."
    told = reading(f"cards-{number}", day.isoformat(), text, [person(text, "Kim Exemplar")])
    scheme = Scheme("carding", span(text, "sold stolen card data"), ("Kim Exemplar",), year, year)
    return replace(told, schemes=(scheme,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Carder.su", Member("case", "Carder.su")),
        ("scheme: Hack to-trade", Member("scheme", "hack_to_trade")),
        ("country:lt", Member("country", "LT")),
        ("Title: a name", Member("case", "Title: a name")),
    ],
)
def test_members_are_told_by_their_form(text: str, wanted: Member) -> None:
    assert member(text) == wanted


@pytest.mark.parametrize("text", ["scheme:knitting", "country:Lithuania", "country:", "country:1Ä"])
def test_what_there_is_none_of_is_refused(text: str) -> None:
    with pytest.raises(WatchError):
        member(text)


def test_a_scheme_is_counted_whoever_runs_it_and_old_ones_are_left_out() -> None:
    new, old = carding(1, DAY, str(DAY.year)), carding(2, DAY, "2009")
    resolution = project([*background(60), new, old]).resolution
    series = series_of("carding", [], resolution, members=[Member("scheme", "carding")])
    assert series is not None
    assert sum(series.known) == 1
    (activity,) = series.activities
    assert activity.sources[0].quote == "sold stolen card data"
    assert [x.reason for x in series.left_out] == [
        "told of the past: it ended before the year of its report"
    ]


def test_what_is_told_by_person_and_scheme_counts_once() -> None:
    resolution = project([*background(60), carding(1, DAY, str(DAY.year))]).resolution
    people = [e for e in resolution.people if e.name == "Kim Exemplar"]
    assert people
    both = series_of("both", people, resolution, members=[Member("scheme", "carding")])
    assert both is not None
    assert sum(both.known) == 1


def test_a_country_counts_activity_in_reports_that_name_it() -> None:
    told = attack(3, DAY, "Acme Testing")
    here = replace(told, countries=("LT",))
    later = attack(4, DAY + timedelta(days=21), "Example Bank")
    round_up = replace(later, countries=("LT", "EE", "LV", "PL", "FI"))
    resolution = project([*background(60), here, round_up]).resolution
    for code, wanted in (("LT", 1), ("EE", 0)):
        series = series_of(code, [], resolution, members=[Member("country", code)])
        assert series is not None
        assert sum(series.known) == wanted


def test_a_set_is_one_subject(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from casewatch.store import Store

    url = str(tmp_path / "s.db")
    with Store.open(url) as store:
        for one in [
            *background(60),
            attack(3, DAY, "Acme Testing"),
            carding(1, DAY, str(DAY.year)),
        ]:
            store.add(one.report, one)
    asked = [
        "watch",
        "add",
        NAME,
        "scheme:carding",
        "--as",
        "both",
        "--why",
        "test",
        "--store",
        url,
    ]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert "both:" in out
    assert "2 counted" in out
    assert main(asked) != 0
    assert "watched already" in capsys.readouterr().err
    assert main(["watch", "list", "--store", url]) == 0
    assert f"both ({NAME}, scheme:carding)" in capsys.readouterr().out
    assert main(["watch", "run", "both", "--format", "svg", "--store", url]) == 0
    assert capsys.readouterr().out.startswith("<svg")
    assert main(["watch", "add", "scheme:knitting", "--why", "test", "--store", url]) == 1
    assert "there are: " in capsys.readouterr().err


def test_sets_are_kept(tmp_path: Path) -> None:
    one = Watch("both", "why", 100.0, "", "", "tester", set_of=("A", "country:LT"))
    alone = Watch("both", "why", 100.0, "", "", "tester")
    assert one.id != alone.id
    path = tmp_path / "w.json"
    save(path, Kept((one, alone)))
    assert load(path).watches == (one, alone)
