"""Fit the classifier of groups on the labelled reports, and judge it by cross-validation.

    python tools/train_groups.py [--folds N] [--write] [--show] [--unknown]

Each candidate name of a report is an example: the kind of the label that has the same name, or
none. Folds are by report. People and agencies come from the reader, as in use. So that the
classifier learns from the words around a name and not from its being well known, part of the
examples are shown without that knowledge: which ones is drawn by a fixed rule. Made-up texts
(`groups_examples.toml`, `stories_examples.toml`) are added to the training side.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import fit

from casewatch.model.reading import Agency, Group, Person
from casewatch.model.report import Report
from casewatch.reading.agencies import find_agencies
from casewatch.reading.groups.classify import Name, folded, names
from casewatch.reading.groups.settle import settle_groups
from casewatch.reading.people import find_people
from casewatch.reading.prepared import Prepared
from casewatch.reading.text.sentences import sentences

TRAIN = Path(__file__).parents[2] / "shared" / "gold" / "train"
PENALTY = 1.5
#: A feature that fewer examples have is left out.
SEEN = 4
FOLDS = 5
#: Of so many in a hundred well-known names the knowledge is always hidden.
HIDDEN_PERCENT = 50
Example = tuple[tuple[str, ...], str]


@dataclass
class Read:
    """A report with its labels, its candidate names and the examples that they make."""

    prepared: Prepared
    label: dict[str, Any]
    names: list[Name]
    examples: list[Example]


def read_all() -> list[Read]:
    """The labelled reports, in order."""
    from casewatch.sources.cleaning import clean_report

    out = []
    for line in (TRAIN / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = json.loads((TRAIN / "labels" / f"{row['id']}.json").read_text(encoding="utf-8"))
        out.append(read(clean_report(row), label))
    return out


def read(report: Report, label: dict[str, Any]) -> Read:
    prepared = Prepared(report, sentences(report.text), {})
    people, agencies = cast_of(prepared)
    found = names(prepared, people, agencies)
    return Read(prepared, label, found, examples_of(found, label))


def made_up() -> list[Example]:
    """Examples from the made-up texts."""
    rows = [
        (row["text"], row["names"])
        for file, key in (("groups_examples", "report"), ("stories_examples", "story"))
        for row in tomllib.loads(Path(__file__).with_name(f"{file}.toml").read_text("utf-8"))[key]
    ]
    examples = []
    for i, (text, found) in enumerate(rows):
        label = {"groups": [{"name": n, "kind": k} for n, k in found.items()]}
        examples += read(Report(f"made-{i}", text), label).examples
    return examples


def cast_of(prepared: Prepared) -> tuple[tuple[Person, ...], tuple[Agency, ...]]:
    """The people and agencies that the reader finds."""
    agencies = find_agencies(prepared)
    return find_people(prepared, agencies), agencies


def examples_of(found: list[Name], label: dict[str, Any]) -> list[Example]:
    """Each name as it is and, where the field knows it, also as if nobody did.

    Of a part of the well-known names only the latter: the draw is by a checksum of the name.
    """
    examples = []
    for name in found:
        kind = kind_of(name, label)
        bare = unknown(name)
        if bare != name.features:
            examples.append((bare, kind))
            if zlib.crc32(name.text.encode()) % 100 < HIDDEN_PERCENT:
                continue
        examples.append((name.features, kind))
    return examples


def unknown(name: Name) -> tuple[str, ...]:
    """The features of `name` without what the field knows of it."""
    return tuple(f for f in name.features if not f.startswith("known="))


def kind_of(name: Name, label: dict[str, Any]) -> str:
    """The kind of the label of that name, or `none`."""
    for group in label["groups"]:
        for form in (group["name"], *(group.get("aliases") or ())):
            if folded(form) == folded(name.text):
                return str(group["kind"])
    return "none"


def cross_validated(
    data: list[Read],
    *,
    folds: int = FOLDS,
    penalty: float = PENALTY,
    least: int = SEEN,
    as_unknown: bool = False,
) -> list[tuple[Group, ...]]:
    """The groups of each report by a classifier that has not seen it."""
    extra = made_up()
    found: list[tuple[Group, ...]] = [()] * len(data)
    for fold in range(folds):
        rest = [e for i, d in enumerate(data) if i % folds != fold for e in d.examples]
        model = fit.linear_model(rest + extra, penalty=penalty, least=least)
        for i, d in enumerate(data):
            if i % folds == fold:
                judged = [
                    (n, model.probabilities(unknown(n) if as_unknown else n.features))
                    for n in d.names
                ]
                found[i] = settle_groups(d.prepared.text, judged)
    return found


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--folds", type=int, default=FOLDS)
    ask.add_argument("--write", action="store_true", help="write the weights of all reports")
    ask.add_argument("--penalty", type=float, default=PENALTY)
    ask.add_argument("--least", type=int, default=SEEN)
    ask.add_argument("--unknown", action="store_true", help="judge as if no name were known")
    ask.add_argument("--show", action="store_true", help="list what was missed and what is extra")
    args = ask.parse_args()
    data = read_all()
    judged = cross_validated(
        data, folds=args.folds, penalty=args.penalty, least=args.least, as_unknown=args.unknown
    )
    hit = want = have = right = seen = 0
    for d, groups in zip(data, judged, strict=True):
        want += len(d.label["groups"])
        have += len(groups)
        left = list(d.label["groups"])
        extra = []
        for group in groups:
            for g in left:
                if folded(group.name) in {folded(g["name"]), *map(folded, g.get("aliases") or ())}:
                    hit += 1
                    right += g["kind"] == group.kind
                    left.remove(g)
                    break
            else:
                extra.append((group.name, group.kind))
        reach = {folded(n.text) for n in d.names}
        seen += sum(
            any(folded(x) in reach for x in (g["name"], *(g.get("aliases") or ())))
            for g in d.label["groups"]
        )
        if args.show and (left or extra):
            missed = [(g["name"], g["kind"], folded(g["name"]) in reach) for g in left]
            print(d.label["document"][:50], "MISSED", missed, "EXTRA", extra)
    precision, recall = hit / max(1, have), hit / max(1, want)
    print(f"reachable {seen / want:.3f}; P {precision:.3f} R {recall:.3f} "
          f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}; kind {right / max(1, hit):.3f}")  # fmt: skip
    if args.write:
        examples = [e for d in data for e in d.examples] + made_up()
        fit.write("groups_weights", examples, penalty=args.penalty, least=args.least)
        print(f"{len(examples)} examples; weights written")


if __name__ == "__main__":
    main()
