from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casewatch.errors import WatchError
from casewatch.watching.imported import Imported, read_csv

TODAY = date(2024, 6, 1)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_incidents_are_counted_by_week_and_repeats_once(tmp_path: Path) -> None:
    file = write(
        tmp_path / "posts.csv",
        "date,group,incident_id\n2024-01-17,crew,b\n2024-01-02,crew,a\n2024-01-03,crew,a\n"
        "2024-01-16,other,c\n",
    )
    found = read_csv(file, today=TODAY)
    assert found.name == "posts"
    assert found.subjects() == ("crew", "other")
    series = found.series("crew")
    assert series.first == date(2024, 1, 1)
    # In the week of 8 January no row of anybody falls: a gap.
    assert series.counts == (1, None, 1)
    assert found.series("other").counts == (0, None, 1)
    assert series.volume == (1, 0, 2)


def test_counts_and_unknown_counts(tmp_path: Path) -> None:
    file = write(
        tmp_path / "c.csv", "count,day,subject\n4,2024-01-02,a\n,2024-01-09,a\n0,2024-01-16,a\n"
    )
    assert read_csv(file, today=TODAY).series("a").counts == (4, None, 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,subject,count\n2024-01-02,a,-1\n", "line 2: a count is negative"),
        ("date,subject,count\n2024-01-02,a,many\n", "is no count"),
        ("date,subject\n2024-02-30,a\n", "is no date"),
        ("date,subject\n,a\n", "is no date"),
        ("date,subject\n2025-01-02,a\n", "has not come yet"),
        ("date,subject\n2024-01-02,\n", "no subject"),
        ("when,subject\n2024-01-02,a\n", "no column with the date"),
        ("date,subject\n", "no rows"),
        ("", "no column"),
    ],
)
def test_bad_files_are_refused_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WatchError, match=told):
        read_csv(write(tmp_path / "bad.csv", text), today=TODAY)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file = write(tmp_path / "c.csv", "date,subject,count\n2024-01-02,a,4\n2024-01-09,b,\n")
    found = read_csv(file, today=TODAY)
    assert Imported.from_json(found.to_json()) == found


def test_a_subject_that_is_not_there(tmp_path: Path) -> None:
    found = read_csv(write(tmp_path / "c.csv", "date,subject\n2024-01-02,a\n"), today=TODAY)
    with pytest.raises(WatchError, match="no series b"):
        found.series("b")
