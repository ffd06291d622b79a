"""Read the stories, make case files of them and score these against the gold.

    python tools/measure_cases.py [--corpus] [--cache FILE] [--misses KIND]

With `--corpus` the whole corpus is read with them, so that namesakes are there. `--cache` keeps
the readings, to try out resolving without reading again. Needs the folder of shared data.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casewatch.cases import case_files, case_to_json, copies_line
from casewatch.errors import CasewatchError
from casewatch.model.reading import Reading
from casewatch.resolving import resolve

SHARED = Path(os.environ.get("CASEWATCH_SHARED") or Path(__file__).parents[2] / "shared")
STORIES = SHARED / "gold" / "stories"


def rows(corpus: bool) -> Iterator[dict[str, Any]]:
    for line in (STORIES / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
    if corpus:
        with gzip.open(SHARED / "corpus" / "reports.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def read(corpus: bool) -> list[Reading]:
    from casewatch.reading.reader import RulesReader
    from casewatch.sources.cleaning import clean_report

    reader = RulesReader()
    found = []
    for row in rows(corpus):
        try:
            found.append(reader.read(clean_report(row)))
        except CasewatchError as error:
            print(f"{row.get('id')}: {error}", file=sys.stderr)
    return found


def main() -> int:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--corpus", action="store_true")
    ask.add_argument("--cache", type=Path)
    ask.add_argument("--misses")
    args = ask.parse_args()
    if args.cache and args.cache.exists():
        readings = pickle.loads(args.cache.read_bytes())
    else:
        readings = read(args.corpus)
        if args.cache:
            args.cache.write_bytes(pickle.dumps(readings))
    start = time.perf_counter()
    resolution = resolve(readings)
    resolved = time.perf_counter()
    cases = case_files(resolution)
    done = time.perf_counter()
    print(
        f"{len(readings)} reports: resolved in {resolved - start:.2f} s, "
        f"{len(cases)} case files in {done - resolved:.2f} s"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as out:
        for case in cases:
            out.write(json.dumps(case_to_json(case), ensure_ascii=False) + "\n")
        out.write(json.dumps(copies_line(resolution.copies)) + "\n")
    command = [sys.executable, str(SHARED / "gold" / "score_cases.py"), str(STORIES), out.name]
    if args.misses:
        command += ["--misses", args.misses]
    code = subprocess.run(command, check=False).returncode
    Path(out.name).unlink()
    return code


if __name__ == "__main__":
    sys.exit(main())
