"""Fit the classifier of schemes on the labelled reports, and say how well it does on unseen ones.

    python tools/train_schemes.py [--check]

`--check` only prints figures by cross-validation (folds by report); without it the weights are
fitted on every report and written. People and groups are taken from the labels.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from fit import write

from casewatch.model.report import Report
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Member, cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import candidates, features
from casewatch.reading.text.sentences import sentences

TRAIN = Path(__file__).parents[2] / "shared" / "gold" / "train"
FOLDS = 6
PENALTY = 4.0


def examples(row: dict[str, Any], gold: dict[str, Any]) -> list[tuple[list[str], str, str]]:
    """(features, yes or no, kind) for each kind that the report tells of."""
    report = Report(row["id"], row["text"], row["title"], row["published"], row["publisher"])
    prepared = Prepared(report, sentences(report.text), {})
    known = cast(
        report.text,
        [
            *(Member(p["name"], "person", tuple(p.get("aliases") or ())) for p in gold["people"]),
            *(Member(g["name"], "group", tuple(g.get("aliases") or ())) for g in gold["groups"]),
            *(Member(a["name"], "agency", tuple(a.get("aliases") or ())) for a in gold["agencies"]),
        ],
    )
    subjects = sum(p["role"] in SUBJECT_ROLES for p in gold["people"])
    every = candidates(prepared, known)
    kinds = {s["kind"] for s in gold["schemes"]}
    return [
        (features(prepared, known, c, every, subjects), "yes" if c.kind in kinds else "no", c.kind)
        for c in every
    ]


def check(reports: list[list[tuple[list[str], str, str]]], gold_kinds: int) -> None:
    """Precision, recall and F1 of the kinds by cross-validation, for several thresholds."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    scored: list[tuple[float, str]] = []
    for fold in range(FOLDS):
        train = [e for i, r in enumerate(reports) if i % FOLDS != fold for e in r]
        test = [e for i, r in enumerate(reports) if i % FOLDS == fold for e in r]
        vectors = DictVectorizer()
        matrix = vectors.fit_transform([dict.fromkeys(f, 1.0) for f, _, _ in train])
        model = LogisticRegression(C=1 / PENALTY, max_iter=2000)
        model.fit(matrix, [y for _, y, _ in train])
        found = model.predict_proba(vectors.transform([dict.fromkeys(f, 1.0) for f, _, _ in test]))
        scored += [(float(p[1]), y) for p, (_, y, _) in zip(found, test, strict=True)]
    for least in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        have = [y for p, y in scored if p >= least]
        hits = have.count("yes")
        f1 = 2 * hits / (len(have) + gold_kinds)
        print(
            f"{least:.2f}  P {hits / max(1, len(have)):.3f}  R {hits / gold_kinds:.3f}  F1 {f1:.3f}"
        )


def main() -> int:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--check", action="store_true")
    args = ask.parse_args()
    rows = [json.loads(line) for line in (TRAIN / "reports.jsonl").read_text().splitlines()]
    golds = [json.loads((TRAIN / "labels" / f"{r['id']}.json").read_text()) for r in rows]
    reports = [examples(r, g) for r, g in zip(rows, golds, strict=True)]
    total = sum(len({s["kind"] for s in g["schemes"]}) for g in golds)
    listed = sum(y == "yes" for r in reports for _, y, _ in r)
    print(f"{sum(map(len, reports))} candidates, {listed} right, of {total} labelled kinds")
    check(reports, total)
    if not args.check:
        write("schemes", [(f, y) for r in reports for f, y, _ in r], penalty=PENALTY, least=3)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
