"""Case files of the labelled stories, where the folder of shared data is there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from casewatch.cases import case_files, case_to_json, copies_line
from casewatch.resolving import resolve

SHARED = Path(os.environ.get("CASEWATCH_SHARED") or Path(__file__).parents[3] / "shared")
STORIES = SHARED / "gold" / "stories"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not STORIES.is_dir(), reason="no folder of shared data"),
]


def test_nobody_is_mixed_up_and_copies_are_found(tmp_path: Path) -> None:
    from casewatch.reading.reader import RulesReader
    from casewatch.sources.cleaning import clean_report

    reader = RulesReader()
    rows = (STORIES / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    resolution = resolve(reader.read(clean_report(json.loads(row))) for row in rows)
    out = tmp_path / "cases.jsonl"
    lines = [case_to_json(c) for c in case_files(resolution)] + [copies_line(resolution.copies)]
    out.write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    scorer = SHARED / "gold" / "score_cases.py"
    told = subprocess.run(
        [sys.executable, str(scorer), str(STORIES), str(out), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    kinds = json.loads(told.stdout)["kinds"]
    assert kinds["linking"]["precision"] >= 0.99
    assert kinds["linking"]["figure"] >= 0.92
    assert kinds["apart"]["figure"] >= 0.95
    assert kinds["copies"]["figure"] >= 0.95
    assert kinds["timeline"]["figure"] >= 0.70
