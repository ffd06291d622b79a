"""Write docs/accuracy.md: the reading scored on the held-back labelled reports.

    python tools/accuracy.py

Needs the folder of shared data beside the checkout (`CASEWATCH_SHARED` names another place).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from quality import ROOT, SHARED, read_and_score

HEAD = """# Accuracy of the reading

How well the rules reader finds what careful people find in the same reports. The figures below
are of the 40 labelled reports that are held back: rules and weights were tuned on 148 others.
Written by `python tools/accuracy.py`, which needs the labelled reports; `make test` prints the
same table and fails when its last line falls.

A found item counts when it agrees with a labelled one: people by name; roles, ages and status of
the same person; events by type, modality and at least half of the people; dates and terms of
those events; sums by amount and currency; quotations by speaker and half of the first words.
Precision is the share of what was found that is right, recall the share of what is there that
was found, F1 their harmonic mean. Two careful readers of the same reports agree at 0.95.

| kind | precision | recall | F1 | labelled | found |
| --- | --- | --- | --- | --- | --- |
"""

TAIL = """
The labelled set is small (a kind with 100 items has an interval of about ±8 points), and most of
it is press releases of prosecutors and police.

## Events by type

Labelled events on the same reports, and how many of them were found.

| type | labelled | found |
| --- | --- | --- |
{events}

## What this means for you

- **People, roles, sums, quotations, countries** can be read with a light hand: check a line before
  you publish it, as you would with any source.
- **Legal events** (arrest, charge, plea, sentence) are found more often than not, and what is
  found is mostly right. A timeline can lack an event; its absence proves nothing.
- **Dates** of events are missing more often than wrong: unknown stays unknown.
- **Attacks, seizures, searches** told in passing are often missed.
- **Schemes** and **groups** are the weakest kinds: which of several methods belong to the case is
  a judgement on which people differ too.
- Round-ups of several cases, features that jump in time, tables, and texts that are not in English
  are read badly or not at all.
"""


def event_rows(found: dict[str, Any], labels: Path) -> str:
    sys.path.insert(0, str(SHARED / "gold"))
    from score_reading import event_agree, pair_up

    counts: dict[str, list[int]] = {}
    for file in sorted(labels.glob("*.json")):
        gold = json.loads(file.read_text())["events"]
        pairs = pair_up(gold, found[file.stem]["events"], event_agree)
        hit = {i for i, _ in pairs}
        for i, event in enumerate(gold):
            row = counts.setdefault(event["type"], [0, 0])
            row[0] += 1
            row[1] += i in hit
    ordered = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    return "\n".join(f"| {kind} | {n} | {hits} |" for kind, (n, hits) in ordered)


def main() -> int:
    gold = SHARED / "gold"
    if not gold.is_dir():
        print("accuracy: no labelled reports here", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "readings.jsonl"
        scores = read_and_score(gold, out)
        found = {row["document"]["id"]: row for row in map(json.loads, out.open())}
    rows = [
        f"| {kind.replace('_', ' ')} | {s['precision']:.2f} | {s['recall']:.2f} | {s['f1']:.2f} "
        f"| {s['gold']} | {s['found']} |"
        for kind, s in scores["kinds"].items()
    ]
    rows.append(f"| **macro average** | | | **{scores['macro_f1']:.3f}** | | |")
    body = HEAD + "\n".join(rows) + "\n" + TAIL.format(events=event_rows(found, gold / "labels"))
    (ROOT / "docs" / "accuracy.md").write_text(body, encoding="utf-8")
    subprocess.run(["git", "diff", "--stat", "docs/accuracy.md"], cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
