"""The cleaning measured on the labelled reports, where these are at hand."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from casewatch.sources.cleaning import clean_report

SHARED = Path(os.environ.get("CASEWATCH_SHARED", Path(__file__).parents[3] / "shared"))
TRAIN = SHARED / "gold" / "train"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TRAIN.is_dir(), reason="the labelled reports are not here"),
]


def rows() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    lines = (TRAIN / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [(r, json.loads((TRAIN / "labels" / f"{r['id']}.json").read_text())) for r in found]


def test_dates_and_quotes_of_the_labels() -> None:
    days = dated = quotes = standing = 0
    for row, label in rows():
        report = clean_report(row)
        if label.get("published"):
            dated += 1
            days += (report.published or "")[:10] == label["published"][:10]
        items = [i for value in label.values() if isinstance(value, list) for i in value]
        for item in items:
            if isinstance(item, dict) and item.get("quote"):
                quotes += 1
                standing += item["quote"] in report.text
    assert days / dated >= 0.97
    assert standing / quotes >= 0.995
