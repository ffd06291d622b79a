"""Fit the classifier of the parts that people play (subject, official, lawyer, victim ...).

    python tools/train_roles.py [--folds N] [--show]

Reads the labelled reports for tuning with the reader as it stands; a person's class is the label's
role, with accused, convicted and freed as one class. Needs the folder of shared data.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import fit
from train_people import fold

import casewatch.reading.linear as linear_module
import casewatch.reading.status as status_module
from casewatch.model.report import Report
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.reader import RulesReader
from casewatch.reading.standing.facts import Facts
from casewatch.reading.standing.roles import SUBJECT, features

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "train"
HOW: dict[str, Any] = {"penalty": 2.0, "least": 3}


def gathered() -> list[tuple[str, list[tuple[list[str], str, str]]]]:
    """For each report: features, class and name of each person who is labelled."""
    caught: list[tuple[str, list[Facts]]] = []
    original = status_module.facts_of

    def catch(prepared: Any, *rest: Any) -> list[Facts]:
        facts = original(prepared, *rest)
        caught.append((prepared.text, facts))
        return facts

    status_module.facts_of = catch  # type: ignore[assignment]
    reader = RulesReader()
    out = []
    for line in (GOLD / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = json.loads((GOLD / "labels" / f"{row['id']}.json").read_text(encoding="utf-8"))
        day = label.get("published") or row["published"]
        caught.clear()
        reader.read(Report(row["id"], row["text"], row["title"], day, row["publisher"]))
        roles = [(fold(p["name"]), p["role"]) for p in label["people"]]
        found = []
        for text, everyone in caught:
            for facts in everyone:
                words = set(fold(facts.person.name))
                role = next(
                    (r for n, r in roles if words == set(n) or len(words & set(n)) > 1), None
                )
                if role:
                    part = SUBJECT if role in SUBJECT_ROLES else role
                    found.append((features(text, facts), part, facts.person.name))
        out.append((row["id"], found))
    return out


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--folds", type=int, default=0)
    ask.add_argument("--show", action="store_true", help="list the errors across folds")
    args = ask.parse_args()
    by_report = gathered()
    table: Counter[str] = Counter()
    for number in range(args.folds):
        learn = [
            (f, c)
            for i, (_, es) in enumerate(by_report)
            if i % args.folds != number
            for f, c, _ in es
        ]
        fit.write("people_roles", learn, **HOW)
        linear_module.weights.cache_clear()
        linear_module.linear.cache_clear()
        model = linear_module.linear("people_roles")
        for stem, es in by_report[number :: args.folds]:
            for own, part, name in es:
                said = model.best(own)
                table["right" if said == part else "wrong"] += 1
                if args.show and said != part:
                    print(f"{part:9} {said:9} {name:32} {stem}")
    if args.folds:
        print(dict(table))
    fit.write("people_roles", [(f, c) for _, es in by_report for f, c, _ in es], **HOW)


if __name__ == "__main__":
    main()
