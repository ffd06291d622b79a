"""Fail where a part's line coverage is below its floor in floors.toml."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    floors = tomllib.loads((ROOT / "floors.toml").read_text())["coverage"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "-q", "-o", str(out)]
        subprocess.run(command, cwd=ROOT, check=True)
        files = json.loads(out.read_text())["files"]
    failed = False
    for part, least in floors.items():
        rows = [f["summary"] for name, f in files.items() if part in name.replace("\\", "/")]
        lines = sum(row["num_statements"] for row in rows)
        percent = 100 * sum(row["covered_lines"] for row in rows) / max(lines, 1)
        print(f"coverage of {part}: {percent:.1f} % of {lines} lines (floor {least})")
        failed |= percent < least
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
