"""The story the project began with, and the figures on the labelled reports."""

import json
from pathlib import Path

import pytest

from casewatch.model.report import Report
from casewatch.reading.cast import Member, cast
from casewatch.reading.events.find import find_events
from casewatch.reading.prepared import prepare
from tests.reading_events.telling import language

STORY = "2024-08-02-us-releases-russian-cybercriminals"


@pytest.mark.shared
def test_exchange_of_august_2024(shared: Path) -> None:
    label = json.loads((shared / "gold" / "labels" / f"{STORY}.json").read_text(encoding="utf-8"))
    text = (shared / "gold" / "texts" / f"{STORY}.txt").read_text(encoding="utf-8")
    members = [Member(p["name"], "person", tuple(p["aliases"])) for p in label["people"]]
    prepared = prepare(Report("r", text, published=label["published"]), language())
    found = find_events(prepared, cast(text, members))
    freed = [n for n, status in label["final_status"].items() if status == "released"]
    swap = [e for e in found if e.type == "exchange"]
    assert [(set(e.who), set(e.parties), e.date) for e in swap] == [
        (set(freed), {"RU", "US"}, "2024-08-01")
    ]
    releases = [e for e in found if e.type == "release"]
    assert sorted(n for e in releases for n in e.who) == sorted(freed)
    assert {e.parties for e in releases} == {("US",), ("RU",)}
    told = {e.type: e for e in found if e.who and "Seleznev" in e.who[0] and len(e.who) == 1}
    assert (told["conviction"].date, told["sentence"].date) == ("2017", "2017")
    assert told["sentence"].term_months == 324
