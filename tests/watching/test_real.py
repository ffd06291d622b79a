"""On the shared series of leak-site posts: permuted, at placebo dates, at known events."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from casewatch.bench.watching import on_real
from casewatch.watching.answer import changed
from casewatch.watching.asked import imported_field
from casewatch.watching.imported import Imported, read_csv

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def posts(shared: Path) -> Imported:
    return read_csv(shared / "watch" / "leaksite_posts.csv")


def test_permuted_series_and_placebo_dates_keep_what_is_stated(shared: Path) -> None:
    found = on_real(shared / "watch" / "leaksite_posts.csv", 2)
    for row in found["permuted"]:
        # Two permutations only: the point, and a bound for the lowest threshold.
        assert row["share_of_stated"] <= 1.0, row
    assert found["permuted"][0]["upper"] <= 1.0
    assert 0.01 <= found["placebo_calibrated"] <= 0.09


@pytest.mark.parametrize(
    ("group", "day", "found"),
    [
        ("hive", date(2023, 1, 26), True),
        ("conti", date(2022, 5, 19), True),
        ("conti", date(2022, 2, 27), False),
    ],
)
def test_known_events(posts: Imported, group: str, day: date, found: bool) -> None:
    answer = changed(posts.series(group), day, "known", imported_field(posts, group))
    assert not answer.refused
    assert answer.placebo is not None
    assert (answer.placebo <= 0.05) is found
    assert np.isfinite(answer.looks[-1].low)
