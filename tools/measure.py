"""Read the labelled reports and score each kind against its labels.

    python tools/measure.py train|check [--oracle] [--misses KIND]

`train` is for tuning; `check` is the held-back set, for a look at the end. With `--oracle` the
people, groups and agencies come from the labels, so that the other kinds can be judged apart.
Needs the folder of shared data beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import casewatch.reading.reader as reader_module
from casewatch.model.reading import Agency, Alias, Group, Person, reading_to_json
from casewatch.model.spans import Span
from casewatch.sources.cleaning import clean_report

GOLD = Path(__file__).parents[2] / "shared" / "gold"


def aliases(values: list[str] | None) -> tuple[Alias, ...]:
    return tuple(Alias(v, (Span(0, 1),)) for v in values or [])


def span_of(text: str, item: dict[str, Any]) -> tuple[Span, ...]:
    start = text.find(item["quote"])
    return (Span(start, start + len(item["quote"])),)


def oracle(labels: dict[str, dict[str, Any]]) -> None:
    """Let the reader take people, groups and agencies from the labels."""

    def label(prepared: Any) -> dict[str, Any]:
        return labels[prepared.report.id]

    def people(prepared: Any, _agencies: Any) -> tuple[Person, ...]:
        return tuple(
            Person(p["name"], span_of(prepared.text, p), aliases(p.get("aliases")), p.get("age"),
                   tuple(p.get("nationality") or ()), p.get("residence"), p["role"])
            for p in label(prepared)["people"]
        )  # fmt: skip

    def groups(prepared: Any, _people: Any, _agencies: Any) -> tuple[Group, ...]:
        return tuple(
            Group(g["name"], g["kind"], span_of(prepared.text, g), aliases(g.get("aliases")))
            for g in label(prepared)["groups"]
        )

    def agencies(prepared: Any) -> tuple[Agency, ...]:
        return tuple(
            Agency(a["name"], span_of(prepared.text, a), aliases(a.get("aliases")), a["country"])
            for a in label(prepared)["agencies"]
        )

    reader_module.find_people = people  # type: ignore[assignment]
    reader_module.find_groups = groups  # type: ignore[assignment]
    reader_module.find_agencies = agencies  # type: ignore[assignment]


def main() -> int:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("which", choices=["train", "check"])
    ask.add_argument("--oracle", action="store_true")
    ask.add_argument("--misses")
    args = ask.parse_args()
    base = GOLD / "train" if args.which == "train" else GOLD
    labels = {f.stem: json.loads(f.read_text()) for f in (base / "labels").glob("*.json")}
    if args.oracle:
        oracle(labels)
    reader = reader_module.RulesReader()
    rows = [json.loads(line) for line in (base / "reports.jsonl").read_text().splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as out:
        start = time.perf_counter()
        for row in rows:
            reading = reader.read(clean_report(row))
            out.write(json.dumps(reading_to_json(reading)) + "\n")
        took = time.perf_counter() - start
    print(f"{len(rows) / took:.1f} reports a second (first use of the model included)")
    command = [sys.executable, str(GOLD / "score_reading.py"), str(base / "labels"), out.name]
    if args.misses:
        command += ["--misses", args.misses]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
