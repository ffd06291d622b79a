"""Fit the classifier of schemes on the labelled reports, and judge the whole on unseen ones.

    python tools/train_schemes.py [--check] [--penalty N] [--misses]

Folds are by report, and everything is as in use: people and their roles, agencies and groups are
the reader's own, the groups by a classifier that has not seen the report, and a scheme counts
only where those whom it concerns agree too (the scorer's own measure). `--check` only prints the
figures; without it the weights are fitted on every report and written. Made-up news stories
(`stories_examples.toml`) are added to the training side.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import fit
import train_groups

from casewatch.model.reading import Group, Person, Scheme
from casewatch.model.report import Report
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Cast
from casewatch.reading.events.find import find_events
from casewatch.reading.groups import find_groups
from casewatch.reading.language.spacy_base import SpacyBase
from casewatch.reading.prepared import Prepared, prepare
from casewatch.reading.reader import build_cast
from casewatch.reading.schemes import find_schemes
from casewatch.reading.schemes.features import Candidate, candidates, features, setting
from casewatch.reading.status import settle

FOLDS = 6
PENALTY = 10.0
#: A feature that fewer examples have is left out.
SEEN = 8
Example = tuple[list[str], str]


@dataclass
class Read:
    """A report with what the reader makes of it before it looks for schemes."""

    prepared: Prepared
    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    cast: Cast
    gold: dict[str, Any]
    examples: list[Example] = field(default_factory=list)


def read(
    report: Report, gold: dict[str, Any], language: SpacyBase, groups: tuple[Group, ...] | None
) -> Read:
    """`groups`, where given, stand in for those that the shipped classifier finds."""
    prepared = prepare(report, language)
    people, agencies = train_groups.cast_of(prepared)
    known = find_groups(prepared, people, agencies) if groups is None else groups
    cast = build_cast(report.text, people, known, agencies)
    people, _ = settle(prepared, people, cast, find_events(prepared, cast))
    found = Read(prepared, people, known, cast, gold)
    found.examples = examples(found)
    return found


def examples(report: Read) -> list[Example]:
    """(features, yes or no) for each kind that the report tells of."""
    prepared, gold = report.prepared, report.gold["schemes"]
    every = candidates(prepared, report.cast)
    at = setting(prepared, report.cast, every, sum(p.role in SUBJECT_ROLES for p in report.people))
    labelled = {s["kind"] for s in gold} - {"other"} | {s["topic"] for s in gold if "topic" in s}
    spots = [prepared.text.find(s["quote"]) for s in gold if s.get("quote") and _is_other(s)]
    return [
        (features(at, c), "yes" if c.label in labelled or _told_at(c, spots) else "no")
        for c in every
    ]


def _is_other(scheme: dict[str, Any]) -> bool:
    return bool(scheme["kind"] == "other")


def _told_at(candidate: Candidate, spots: Sequence[int]) -> bool:
    """Whether a labelled `other` is told in a sentence of this topic."""
    return candidate.kind == "other" and any(
        s.start <= spot < s.end for s in candidate.sentences for spot in spots if spot >= 0
    )


def stories(language: SpacyBase) -> list[Example]:
    """The examples of the made-up news stories."""
    table = tomllib.loads(Path(__file__).with_name("stories_examples.toml").read_text("utf-8"))
    found: list[Example] = []
    for i, row in enumerate(table["story"]):
        gold = {"schemes": [_made_up(kind) for kind in row["schemes"]]}
        report = Report(f"story-{i}", row["text"], row["title"])
        found += read(report, gold, language, None).examples
    return found


def _made_up(kind: str) -> dict[str, Any]:
    if kind.startswith("other "):
        return {"kind": "other", "topic": kind}
    return {"kind": kind}


def scorer() -> Any:
    """The scorer of readings that lies beside the labelled reports."""
    path = train_groups.TRAIN.parent / "score_reading.py"
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check(reports: list[Read], extra: list[Example], penalty: float, misses: bool) -> None:
    """Precision, recall and F1 by cross-validation."""
    score = scorer()
    found: dict[int, tuple[Scheme, ...]] = {}
    for fold in range(FOLDS):
        rest = [e for i, r in enumerate(reports) if i % FOLDS != fold for e in r.examples]
        model = fit.linear_model(rest + extra, penalty=penalty, least=SEEN)
        for i, r in enumerate(reports):
            if i % FOLDS == fold:
                found[i] = find_schemes(r.prepared, r.people, r.groups, r.cast, (), model)
    hit = want = have = 0
    for i, r in enumerate(reports):
        gold = r.gold["schemes"]
        rows = [{"kind": s.kind, "who": list(s.who)} for s in found[i]]
        pairs = score.pair_up(
            gold,
            rows,
            lambda g, f: (
                score.who_overlap(g, f)
                if g["kind"] == f["kind"] and score.who_overlap(g, f) >= 0.5
                else 0.0
            ),
        )
        hit, want, have = hit + len(pairs), want + len(gold), have + len(rows)
        if misses:
            left = [g for j, g in enumerate(gold) if j not in {a for a, _ in pairs}]
            extra_rows = [f for j, f in enumerate(rows) if j not in {b for _, b in pairs}]
            print(r.prepared.report.id, *[f"   missed {g['kind']} {g['who']}" for g in left],
                  *[f"   extra {f['kind']} {f['who']}" for f in extra_rows], sep="\n")  # fmt: skip
    print(
        f"cross-validated: P {hit / max(1, have):.3f} R {hit / max(1, want):.3f}"
        f" F1 {2 * hit / max(1, have + want):.3f}"
    )


def main() -> int:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--check", action="store_true")
    ask.add_argument("--misses", action="store_true", help="list what was missed and what is extra")
    ask.add_argument("--penalty", type=float, default=PENALTY)
    args = ask.parse_args()
    language = SpacyBase()
    data = train_groups.read_all()
    unseen = train_groups.cross_validated(data)
    reports = [
        read(d.prepared.report, d.label, language, g) for d, g in zip(data, unseen, strict=True)
    ]
    extra = stories(language)
    check(reports, extra, args.penalty, args.misses)
    if not args.check:
        rows = [e for r in reports for e in r.examples] + extra
        fit.write("schemes", rows, penalty=args.penalty, least=SEEN)
        print(f"{len(rows)} examples; weights written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
