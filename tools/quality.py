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

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("CASEWATCH_SHARED", ROOT.parent / "shared"))


def main() -> int:
    gold = SHARED / "gold"
    if not gold.is_dir():
        print("quality: no labelled reports here; nothing scored")
        return 0
    floor = tomllib.loads((ROOT / "floors.toml").read_text())["reading"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "readings.jsonl"
        read = [sys.executable, "-m", "casewatch", "read", "--no-store", "--format", "jsonl"]
        with out.open("w") as stream:
            subprocess.run([*read, str(gold / "reports.jsonl")], stdout=stream, check=True)
        score = [sys.executable, str(gold / "score_reading.py"), str(gold / "labels"), str(out)]
        subprocess.run(score, check=True)
        found = json.loads(subprocess.run([*score, "--json"], stdout=-1, check=True).stdout)
    least = floor["macro_f1"] - floor["tolerance"]
    if found["macro_f1"] < least:
        print(f"quality: macro F1 {found['macro_f1']} is below {least:.3f} (floors.toml)")
        return 1
    print(f"quality: macro F1 {found['macro_f1']}, committed {floor['macro_f1']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
