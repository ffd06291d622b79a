"""Fit a `casewatch.reading.linear` classifier and write its weights as a data file.

Used by the training programs beside it, each of which turns labelled reports into examples:
`write(name, examples)` with `examples` a list of (features, class). Needs scikit-learn,
which the product itself does not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from casewatch.reading.linear import Linear

DATA = Path(__file__).parents[1] / "src" / "casewatch" / "reading" / "data"
Examples = Sequence[tuple[Sequence[str], str]]


def linear_model(examples: Examples, *, penalty: float = 1.0, least: int = 2) -> Linear:
    """Fit on `examples`, leaving out features seen fewer than `least` times; round to 0.001."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(f for features, _ in examples for f in set(features))
    rows = [{f: 1.0 for f in features if seen[f] >= least} for features, _ in examples]
    vectors = DictVectorizer(sparse=True, sort=True)
    matrix = vectors.fit_transform(rows)
    labels = [label for _, label in examples]
    model = LogisticRegression(C=1 / penalty, max_iter=2000)
    model.fit(matrix, labels)
    classes = [str(c) for c in model.classes_]
    coefficients, bias = model.coef_, model.intercept_
    if len(classes) == 2:  # scikit-learn keeps one row for two classes
        coefficients = [[-w / 2 for w in coefficients[0]], [w / 2 for w in coefficients[0]]]
        bias = [-bias[0] / 2, bias[0] / 2]
    weight = {}
    for i, feature in enumerate(vectors.feature_names_):
        row = [round(float(c[i]), 3) for c in coefficients]
        if any(row):
            weight[feature] = tuple(row)
    return Linear(tuple(classes), tuple(round(float(b), 3) for b in bias), weight)


def write(name: str, examples: Examples, *, penalty: float = 1.0, least: int = 2) -> None:
    """Fit as `linear_model` does and write the weights to `data/NAME.json`."""
    model = linear_model(examples, penalty=penalty, least=least)
    out = {"classes": model.classes, "bias": model.bias, "weight": model.weight}
    body = json.dumps(out, ensure_ascii=False, indent=0, sort_keys=True)
    (DATA / f"{name}.json").write_text(body + "\n", encoding="utf-8")
