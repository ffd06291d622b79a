"""Golden readings of the shipped reports: any change of a reading shows as a diff.

`CASEWATCH_RENEW_GOLDEN=1` writes them anew; read the diff before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from casewatch.demo.reports import shipped_reports
from casewatch.model.reading import Reading, reading_to_json
from casewatch.reading.reader import RulesReader
from casewatch.sources.cleaning import clean
from casewatch.sources.fetched import Fetched

GOLDEN = Path(__file__).with_name("golden")
REPORTS = {fetched.given.id: fetched for fetched in shipped_reports()}


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return RulesReader()


def quoted(value: Any, text: str) -> Any:
    """Spans as the words they hold, so that a golden file can be read and checked by eye."""
    if isinstance(value, dict):
        return {
            k: [text[s:e] for s, e in v] if k == "spans" else quoted(v, text)
            for k, v in value.items()
            if k not in ("document", "reader", "grounds")
        }
    return [quoted(v, text) for v in value] if isinstance(value, list) else value


def read(reader: RulesReader, fetched: Fetched) -> Reading:
    return reader.read(clean(fetched).report)


@pytest.mark.parametrize("name", REPORTS)
def test_reading_is_the_golden_one(name: str, reader: RulesReader) -> None:
    reading = read(reader, REPORTS[name])
    found = quoted(reading_to_json(reading), reading.report.text)
    path = GOLDEN / f"{name}.json"
    if os.environ.get("CASEWATCH_RENEW_GOLDEN"):
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


def test_the_same_report_gives_the_same_reading_whatever_was_read_before() -> None:
    reports = list(REPORTS.values())
    there, back = RulesReader(), RulesReader()
    one = {f.given.id: reading_to_json(read(there, f)) for f in reports}
    two = {f.given.id: reading_to_json(read(back, f)) for f in reversed(reports)}
    assert one == two
