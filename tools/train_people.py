"""Fit the classifier that tells people from other capitalised words.

    python tools/train_people.py [--folds N]

Examples are the candidates of the labelled reports for tuning; a candidate is a person where its
name agrees with a labelled one. `--folds` also prints the cross-validated error by report.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import fit

import casewatch.reading.linear as linear_module
from casewatch.reading.people.judge import THRESHOLD, Candidate, gather, leaning

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "train"
HOW: dict[str, Any] = {"penalty": 2.0, "least": 3}


def fold(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", text).split()


def agree(candidate: Candidate, names: list[list[str]]) -> bool:
    for sight in candidate.sights:
        words = {w for part in sight.run.words for w in fold(part)}
        if any(len(words & set(n)) >= 2 and (words <= set(n) or set(n) <= words) for n in names):
            return True
    return False


def examples(label: dict[str, Any], text: str) -> list[tuple[Candidate, str]]:
    names = [fold(p["name"]) for p in label["people"]]
    names += [fold(a) for p in label["people"] for a in p.get("aliases") or ()]
    return [(c, "person" if agree(c, names) else "thing") for c in gather(text).candidates]


def rows(found: list[tuple[Candidate, str]]) -> list[tuple[list[str], str]]:
    """One example for each sight, and one more without its titles.

    The second keeps the model from leaning on titles alone: in other publishers' reports people
    are named without them.
    """
    own = [(features, kind) for candidate, kind in found for features in candidate.features[:5]]
    bare = [
        ([f for f in features if "title=" not in f and f[:6] != "after="], k) for features, k in own
    ]
    return own + bare


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--folds", type=int, default=0)
    ask.add_argument("--show", action="store_true", help="list the errors across folds")
    args = ask.parse_args()
    by_report = []
    for file in sorted((GOLD / "labels").glob("*.json")):
        label = json.loads(file.read_text(encoding="utf-8"))
        text = (GOLD / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        by_report.append((file.stem, examples(label, text)))
    if args.folds:
        cross(by_report, args.folds, args.show)
    fit.write("people_judge", [r for _, es in by_report for r in rows(es)], **HOW)


def cross(by_report: list[tuple[str, list[tuple[Candidate, str]]]], folds: int, show: bool) -> None:
    table: Counter[tuple[str, str]] = Counter()
    for number in range(folds):
        learn = [r for i, (_, es) in enumerate(by_report) if i % folds != number for r in rows(es)]
        fit.write("people_judge", learn, **HOW)
        linear_module.weights.cache_clear()
        linear_module.linear.cache_clear()
        model = linear_module.linear("people_judge")
        for stem, es in by_report[number::folds]:
            for candidate, kind in es:
                odds = leaning(candidate, model)
                said = "person" if odds >= THRESHOLD else "thing"
                table[kind, said] += 1
                if show and said != kind:
                    print(
                        f"{kind:7} {odds:6.2f} {' '.join(candidate.sights[0].run.words):40} {stem}"
                    )
    right = table["person", "person"]
    precision = right / (right + table["thing", "person"])
    recall = right / (right + table["person", "thing"])
    print(dict(table), f"P {precision:.3f} R {recall:.3f}")


if __name__ == "__main__":
    main()
