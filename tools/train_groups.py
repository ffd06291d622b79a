"""Fit the classifier of groups on the labelled reports, and judge it by cross-validation.

    python tools/train_groups.py [--folds N] [--write]

Each candidate name of a report is an example: the kind of the label that has the same name, or
none. Folds are by report. People and agencies come from the reader, as in use.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import fit

from casewatch.model.reading import Agency, Person
from casewatch.model.report import Report
from casewatch.reading.agencies import find_agencies
from casewatch.reading.groups.classify import Name, folded, names
from casewatch.reading.groups.settle import settle_groups
from casewatch.reading.linear import Linear
from casewatch.reading.people import find_people
from casewatch.reading.prepared import Prepared
from casewatch.reading.text.sentences import sentences

TRAIN = Path(__file__).parents[2] / "shared" / "gold" / "train"


def reports() -> list[tuple[Prepared, dict[str, Any]]]:
    try:
        from casewatch.sources.cleaning import clean_report
    except ImportError:
        clean_report = None  # type: ignore[assignment]
    out = []
    for line in (TRAIN / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = json.loads((TRAIN / "labels" / f"{row['id']}.json").read_text(encoding="utf-8"))
        if clean_report is not None:
            report = clean_report(row)
        else:
            report = Report(row["id"], row["text"], row["title"], label["published"])
        out.append((Prepared(report, sentences(report.text), {}), label))
    return out


def made_up() -> list[tuple[tuple[str, ...], str]]:
    """Examples from `groups_examples.toml`."""
    table = tomllib.loads(Path(__file__).with_name("groups_examples.toml").read_text("utf-8"))
    examples = []
    for i, row in enumerate(table["report"]):
        prepared = Prepared(Report(f"made-{i}", row["text"]), sentences(row["text"]), {})
        label = {"groups": [{"name": n, "kind": k} for n, k in row["names"].items()]}
        people, agencies = cast_of(prepared)
        examples += examples_of(names(prepared, people, agencies), label)
    return examples


def cast_of(prepared: Prepared) -> tuple[tuple[Person, ...], tuple[Agency, ...]]:
    agencies = find_agencies(prepared)
    return find_people(prepared, agencies), agencies


def examples_of(found: list[Name], label: dict[str, Any]) -> list[tuple[tuple[str, ...], str]]:
    """Each name as it is and, where the field knows it, also as if nobody did."""
    examples = []
    for name in found:
        kind = kind_of(name, label)
        examples.append((name.features, kind))
        bare = unknown(name)
        if bare != name.features:
            examples.append((bare, kind))
    return examples


def unknown(name: Name) -> tuple[str, ...]:
    return tuple(f for f in name.features if not f.startswith("known="))


def kind_of(name: Name, label: dict[str, Any]) -> str:
    for group in label["groups"]:
        for form in (group["name"], *(group.get("aliases") or ())):
            if folded(form) == folded(name.text):
                return str(group["kind"])
    return "none"


def load(raw: dict[str, Any]) -> Linear:
    weight = {k: tuple(v) for k, v in raw["weight"].items()}
    return Linear(tuple(raw["classes"]), tuple(raw["bias"]), weight)


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--folds", type=int, default=5)
    ask.add_argument("--write", action="store_true", help="write the weights of all reports")
    ask.add_argument("--penalty", type=float, default=0.7)
    ask.add_argument("--least", type=int, default=3)
    ask.add_argument("--unknown", action="store_true", help="judge as if no name were known")
    ask.add_argument("--show", action="store_true", help="list what was missed and what is extra")
    args = ask.parse_args()
    data = []
    for prepared, label in reports():
        people, agencies = cast_of(prepared)
        found = names(prepared, people, agencies)
        data.append((prepared, label, found, examples_of(found, label)))
    extra_examples = made_up()
    hit = want = have = right = seen = 0
    for fold in range(args.folds):
        rest = [e for i, d in enumerate(data) if i % args.folds != fold for e in d[3]]
        rest += extra_examples
        fit.write("groups_fold", rest, penalty=args.penalty, least=args.least)
        path = fit.DATA / "groups_fold.json"
        model = load(json.loads(path.read_text(encoding="utf-8")))
        path.unlink()
        for i, (prepared, label, found, _) in enumerate(data):
            if i % args.folds != fold:
                continue
            groups = settle_groups(
                prepared.text,
                [
                    (n, model.probabilities(unknown(n) if args.unknown else n.features))
                    for n in found
                ],
            )
            want += len(label["groups"])
            have += len(groups)
            left = list(label["groups"])
            extra = []
            for group in groups:
                for g in left:
                    forms = {folded(g["name"]), *map(folded, g.get("aliases") or ())}
                    if folded(group.name) in forms:
                        hit += 1
                        right += g["kind"] == group.kind
                        left.remove(g)
                        break
                else:
                    extra.append((group.name, group.kind))
            reach = {folded(n.text) for n in found}
            seen += sum(
                any(folded(x) in reach for x in (g["name"], *(g.get("aliases") or ())))
                for g in label["groups"]
            )
            if args.show and (left or extra):
                print(
                    label["document"][:50],
                    "MISSED",
                    [(g["name"], g["kind"], folded(g["name"]) in reach) for g in left],
                    "EXTRA",
                    extra,
                )
    precision, recall = hit / max(1, have), hit / max(1, want)
    print(f"reachable {seen / want:.3f}; P {precision:.3f} R {recall:.3f} "
          f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}; kind {right / max(1, hit):.3f}")  # fmt: skip
    if args.write:
        examples = [e for d in data for e in d[3]] + extra_examples
        fit.write("groups_weights", examples, penalty=args.penalty, least=args.least)
        print(f"{len(examples)} examples; weights written")


if __name__ == "__main__":
    main()
