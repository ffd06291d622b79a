"""`casewatch bench reading` runs, and its figures hang together (not how large they are)."""

from __future__ import annotations

import json
import subprocess
import sys

from casewatch.bench.extremes import measure_extremes, texts
from casewatch.bench.hostile import UNITS


def test_extremes_are_measured_in_a_process_of_their_own_and_here() -> None:
    told = []
    found = measure_extremes(lambda: told.append(1), long=20_000, hostile=500)
    assert len(told) == texts()
    assert found.slowest_hostile in UNITS
    assert min(found.to_json()[k] for k in found.to_json() if k != "slowest_hostile") > 0


def test_bench_reading_on_the_shipped_reports() -> None:
    command = [sys.executable, "-m", "casewatch", "bench", "reading"]
    options = ["--limit", "3", "--rounds", "1", "--quick", "--format", "json"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["reports"] == 3
    assert found["reports_per_second"] > 0
    ratio = found["reports_per_second"] / found["stock_reports_per_second"]
    assert abs(found["ratio"] - ratio) < 0.1 * ratio
    assert found["reader"].startswith("rules-")
