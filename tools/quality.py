"""Score the reading on the held-back labelled reports, and fail below the committed floor.

The labels and their scorer stand in a folder beside the checkout (`CASEWATCH_SHARED` names
another place); where it is missing there is nothing to score, and this says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("CASEWATCH_SHARED", ROOT.parent / "shared"))


def read_and_score(gold: Path, out: Path) -> dict[str, Any]:
    """Read the held-back reports into `out`, print their scores, and give them back."""
    read = [sys.executable, "-m", "casewatch", "read", "--no-store", "--format", "jsonl"]
    with out.open("w") as stream:
        subprocess.run([*read, str(gold / "reports.jsonl")], stdout=stream, check=True)
    score = [sys.executable, str(gold / "score_reading.py"), str(gold / "labels"), str(out)]
    subprocess.run(score, check=True)
    done = subprocess.run([*score, "--json"], capture_output=True, text=True, check=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def main() -> int:
    gold = SHARED / "gold"
    if not gold.is_dir():
        print("quality: no labelled reports here; nothing scored")
        return 0
    floor = tomllib.loads((ROOT / "floors.toml").read_text())["reading"]
    with tempfile.TemporaryDirectory() as folder:
        found = read_and_score(gold, Path(folder) / "readings.jsonl")
    least = floor["macro_f1"] - floor["tolerance"]
    if found["macro_f1"] < least:
        print(f"quality: macro F1 {found['macro_f1']} is below {least:.3f} (floors.toml)")
        return 1
    print(f"quality: macro F1 {found['macro_f1']}, committed {floor['macro_f1']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
