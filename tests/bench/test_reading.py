"""`casewatch bench reading` runs, and its figures hang together (not how large they are)."""

from __future__ import annotations

import json
import subprocess
import sys


def test_bench_reading_on_the_shipped_reports() -> None:
    command = [sys.executable, "-m", "casewatch", "bench", "reading"]
    options = ["--limit", "3", "--rounds", "1", "--format", "json"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["reports"] == 3
    assert found["reports_per_second"] > 0
    ratio = found["reports_per_second"] / found["stock_reports_per_second"]
    assert abs(found["ratio"] - ratio) < 0.1 * ratio
    assert found["reader"].startswith("rules-")
