"""Fit the classifier of money kinds on labelled reports and on the sentences beside this file.

    python tools/train_money.py [--check]

`--check` prints the accuracy of five-fold cross-validation by report and writes nothing.
Needs the folder of shared data beside the checkout, and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from pathlib import Path

import fit

from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.reading.money.amounts import Sum, find_sums
from casewatch.reading.money.kinds import features
from casewatch.reading.text.sentences import sentences

HERE = Path(__file__).parent
TRAIN = HERE.parents[1] / "shared" / "gold" / "train"
Example = tuple[list[str], str]


def around(text: str, span: Span) -> Span:
    """The sentence that holds `span`."""
    for sentence in sentences(text):
        if sentence.start <= span.start < sentence.end:
            return Span(sentence.start, max(sentence.end, span.end))
    return span


def kind_at(item: Sum, text: str, money: list[dict[str, object]]) -> str | None:
    """The labelled kind of the sum at its place: by quote where one amount has several kinds."""
    fitting = [
        m for m in money
        if m["currency"] == item.currency and abs(float(str(m["amount"])) - item.amount) <= 0.01 * item.amount
    ]  # fmt: skip
    if len({m["kind"] for m in fitting}) == 1:
        return str(fitting[0]["kind"])
    for m in fitting:
        start = text.find(str(m["quote"]))
        if start <= item.span.start < start + len(str(m["quote"])):
            return str(m["kind"])
    return None


def labelled() -> dict[str, list[Example]]:
    """The examples of each labelled report."""
    found: dict[str, list[Example]] = {}
    for line in (TRAIN / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = json.loads((TRAIN / "labels" / f"{row['id']}.json").read_text(encoding="utf-8"))
        report = Report(row["id"], row["text"], publisher=row["publisher"], url=row.get("url", ""))
        for item in find_sums(report):
            kind = kind_at(item, report.text, label.get("money") or [])
            if kind is not None:
                example = (features(report.text, item.span, around(report.text, item.span)), kind)
                found.setdefault(report.id, []).append(example)
    return found


def written() -> list[Example]:
    """The examples from made-up sentences, one sum each."""
    table = tomllib.loads((HERE / "money_examples.toml").read_text(encoding="utf-8"))
    return [
        (features(text, item.span, Span(0, len(text))), kind)
        for kind, texts in table.items()
        for text in texts
        for item in find_sums(Report("example", text))
    ]


def check(reports: dict[str, list[Example]], extra: list[Example], penalty: float) -> float:
    """Accuracy on reports that were not fitted on."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    names = sorted(reports)
    wrong: Counter[tuple[str, str]] = Counter()
    right = total = 0
    for fold in range(5):
        train = [e for i, n in enumerate(names) if i % 5 != fold for e in reports[n]] + extra
        test = [e for i, n in enumerate(names) if i % 5 == fold for e in reports[n]]
        seen = Counter(f for fs, _ in train for f in fs)
        vectors = DictVectorizer()
        matrix = vectors.fit_transform([{f: 1.0 for f in fs if seen[f] >= 2} for fs, _ in train])
        model = LogisticRegression(C=1 / penalty, max_iter=2000).fit(matrix, [k for _, k in train])
        told = model.predict(vectors.transform([dict.fromkeys(fs, 1.0) for fs, _ in test]))
        for (_, kind), guess in zip(test, told, strict=True):
            total += 1
            right += kind == guess
            if kind != guess:
                wrong[kind, guess] += 1
    print(f"penalty {penalty}: {right / total:.3f} of {total}", wrong.most_common(12))
    return right / total


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--check", action="store_true")
    args = ask.parse_args()
    reports, extra = labelled(), written()
    if args.check:
        for penalty in (0.3, 1.0, 2.0, 4.0):
            check(reports, extra, penalty)
        return
    fit.write("money_kinds", [e for n in sorted(reports) for e in reports[n]] + extra, penalty=1.0)


if __name__ == "__main__":
    main()
