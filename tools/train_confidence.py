"""Fit how sure each kind of fact is, and write `data/confidence.json`.

    python tools/train_confidence.py

A fact is right where the scorer of the labelled reports pairs it with a labelled one (a date or
term: where its event is paired and the value agrees). Five-fold cross-validation by report gives
scores that the weights had not seen; Platt's slope and intercept are fitted on them, and for the
reliability table crosswise too. Needs scikit-learn and the folder of shared data.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fit import DATA
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from casewatch.bench.accuracy import gold_folder, labelled, right_facts
from casewatch.bench.reliability import bins, calibration_error
from casewatch.reading.confidence.facts import KINDS, featured
from casewatch.reading.confidence.odds import Odds, squash
from casewatch.reading.foreign import is_foreign
from casewatch.reading.reader import RulesReader

FOLDS = 5
PENALTY = 5.0
LEAST = 4
Example = tuple[int, list[str], bool]


def examples(base: Path) -> dict[str, list[Example]]:
    """By kind: fold of the report, features, whether right."""
    found: dict[str, list[Example]] = defaultdict(list)
    reader = RulesReader()
    for number, (report, gold) in enumerate(labelled(base)):
        if is_foreign(report):
            continue
        reading = reader.read(report)
        right = right_facts(gold, reading)
        for kind, place, features in featured(reading):
            told = list(features)
            if (kind, place) in right:
                found[kind].append((number % FOLDS, told, right[kind, place]))
    return found


def fit(rows: Sequence[Example]) -> Odds:
    """Weights on `rows`, rounded; the base rate alone where all are of one class."""
    seen = Counter(f for _, features, _ in rows for f in set(features))
    labels = [right for _, _, right in rows]
    share = (sum(labels) + 1) / (len(labels) + 2)
    if min(sum(labels), len(labels) - sum(labels)) < 3:
        return Odds(round(float(np.log(share / (1 - share))), 3), {})
    vectors = DictVectorizer(sort=True)
    matrix = vectors.fit_transform(
        [{f: 1.0 for f in features if seen[f] >= LEAST} for _, features, _ in rows]
    )
    model = LogisticRegression(C=1 / PENALTY, max_iter=3000).fit(matrix, labels)
    weight = {
        name: round(float(w), 3)
        for name, w in zip(vectors.feature_names_, model.coef_[0], strict=True)
        if round(float(w), 3)
    }
    return Odds(round(float(model.intercept_[0]), 3), weight)


def platt(scores: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """Slope (never negative) and intercept, drawn towards 1 and 0 where there is little."""
    if len(set(labels)) < 2:
        return 1.0, 0.0
    # The penalty is on the distance from the scores as they are.
    x, y = np.array(scores), np.array(labels, float)
    slope, shift = 1.0, 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-(slope * x + shift)))
        w = p * (1 - p)
        gradient = np.array([((p - y) * x).sum() + 3 * (slope - 1), (p - y).sum() + 0.5 * shift])
        hessian = np.array([[(w * x * x).sum() + 3, (w * x).sum()], [(w * x).sum(), w.sum() + 0.5]])
        step = np.linalg.solve(hessian, gradient)
        slope, shift = slope - step[0], shift - step[1]
        if abs(step).max() < 1e-6:
            break
    return round(float(max(0.0, slope)), 3), round(float(shift), 3)


def main() -> int:
    gold = gold_folder()
    if gold is None:
        print("train_confidence: no labelled reports here", file=sys.stderr)
        return 1
    by_kind = examples(gold / "train")
    kinds, told = {}, []
    for kind in KINDS:
        rows = by_kind[kind]
        unseen = [0.0] * len(rows)
        for fold in range(FOLDS):
            model = fit([r for r in rows if r[0] != fold])
            for i, (at, features, _) in enumerate(rows):
                if at == fold:
                    unseen[i] = model.raw(features)
        labels = [right for _, _, right in rows]
        cross: list[tuple[float, bool]] = []
        for fold in range(FOLDS):
            rest = [i for i, r in enumerate(rows) if r[0] != fold]
            slope, shift = platt([unseen[i] for i in rest], [labels[i] for i in rest])
            cross += [
                (squash(slope * unseen[i] + shift), labels[i])
                for i, r in enumerate(rows)
                if r[0] == fold
            ]
        told += cross
        slope, shift = platt(unseen, labels)
        model = fit(rows)
        kinds[kind] = {"bias": model.bias, "weight": model.weight, "slope": slope, "shift": shift}
        p = np.array([c[0] for c in cross])
        y = np.array([c[1] for c in cross], float)
        base_rate = y.mean()
        print(
            f"{kind:14} {len(rows):5} right {base_rate:.3f}  Brier {((p - y) ** 2).mean():.3f} "
            f"(rate alone {base_rate * (1 - base_rate):.3f})  weights {len(model.weight)}"
        )
    below = max(
        (
            t
            for t in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
            if (under := [right for p, right in told if p < t]) and 2 * sum(under) < len(under)
        ),
        default=0.5,
    )
    under = [right for p, right in told if p < below]
    out = {
        "doubtful": {
            "below": below,
            "reason": "the highest step of 0.05 under which fewer than half of the facts were right "
            "in cross-validation",
            "facts": len(under), "right": sum(under), "of": len(told),
        },
        "reliability": [list(row) for row in bins(told)],
        "calibration_error": calibration_error(told),
        "kinds": kinds,
    }  # fmt: skip
    body = json.dumps(out, ensure_ascii=False, indent=0, sort_keys=True)
    (DATA / "confidence.json").write_text(body + "\n", encoding="utf-8")
    print(f"doubtful below {below}: {len(under)} of {len(told)} facts, {sum(under)} of them right")
    for row in bins(told):
        print(*row)
    print("calibration error", calibration_error(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
