"""The page of accuracy: figures by kind, how sure is how right, errors by class, and what it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casewatch.bench.accuracy import labelled, right_facts, scorer
from casewatch.bench.accuracy_errors import MEANING, count_errors
from casewatch.bench.reliability import bins, calibration_error
from casewatch.model.reading import reading_to_json
from casewatch.reading.confidence import confidence
from casewatch.reading.confidence.odds import threshold
from casewatch.reading.reader import RulesReader
from casewatch.reading.tables import weights

HEAD = """# Accuracy of the reading

How well the rules reader finds what careful people find in the same reports. The figures below
are of the {reports} labelled reports that are held back: rules and weights were tuned on 148 others.
Written by `casewatch bench reading --accuracy docs/accuracy.md`, which needs the labelled reports;
`make test` prints the same table and fails when its last line falls.

A found item counts when it agrees with a labelled one: people by name; roles, ages and status of
the same person; events by type, modality and at least half of the people; dates and terms of
those events; sums by amount and currency; quotations by speaker and half of the first words.
Precision is the share of what was found that is right, recall the share of what is there that
was found, F1 their harmonic mean. Two careful readers of the same reports agree at 0.95.

| kind | precision | recall | F1 | labelled | found |
| --- | --- | --- | --- | --- | --- |
"""

MIDDLE = """
The labelled set is small (a kind with 100 items has an interval of about ±8 points), and most of
it is press releases of prosecutors and police.

## How sure is how right

Each fact carries a probability that a careful analyst would find it too (`confidence` in JSON).
Facts under {threshold:.0%} are shown as doubtful: {reason}.

The weights come from the 148 reports. Rules were tuned on the same reports and are more right there
than on any other: what is stated is too high for reports that nobody has seen, as the columns on
the right show. Nothing corrects for it, since only the held-back reports could tell by how much.

Facts by stated probability, and the share of them that was right. "Cross-validated" are the 148
reports, each scored by weights of others; "held back" are the {reports} reports above. The mean distance of stated and right, weighed by facts, is
{train_error:.3f} and {held_error:.3f}.

| probability | cross-validated: facts | stated | right | held back: facts | stated | right |
| --- | --- | --- | --- | --- | --- | --- |
{reliability}

## What is still wrong

Errors on the held-back reports by class, the most frequent first, and what each means for you.

| errors | class | what it means |
| --- | --- | --- |
{errors}

## Events by type

Labelled events on the same reports, and how many of them were found.

| type | labelled | found |
| --- | --- | --- |
{events}

## What this means for you

- **People, roles, sums, countries** can be read with a light hand: check a line before you publish
  it, as you would with any source.
- **Legal events** (arrest, charge, plea, sentence) are found more often than not, and what is
  found is mostly right. A timeline can lack an event; its absence proves nothing.
- **Dates** of events are missing more often than wrong: unknown stays unknown.
- **Attacks, seizures, searches** told in passing are often missed.
- **Schemes** and **groups** are the weakest kinds: which of several methods belong to the case is
  a judgement on which people differ too.
- Round-ups of several cases, features that jump in time, and tables are read badly.
- **Other languages**: of a report that is not in English only names, other names, sums and
  countries are read, by patterns; roles, events and all else are left empty, and the reading says
  so. Names in Chinese, Arabic and other scripts without capitals are not read.
"""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Hits, labelled and found by kind; labelled and found by type of event; probabilities of
    facts with whether they are right; errors by class.
    """

    reports: int
    kinds: dict[str, tuple[int, int, int]]
    events: dict[str, tuple[int, int]]
    told: list[tuple[float, bool]]
    errors: dict[str, int]

    def rates(self, kind: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a kind."""
        hit, want, have = self.kinds[kind]
        p, r = hit / have if have else 0.0, hit / want if want else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    @property
    def macro_f1(self) -> float:
        """The mean of the F1s, each as the scorer rounds it."""
        return round(sum(round(self.rates(k)[2], 3) for k in self.kinds) / len(self.kinds), 3)

    def to_json(self) -> dict[str, Any]:
        """Figures by kind, the mean, calibration and errors."""
        rates = {k: [round(x, 3) for x in self.rates(k)] for k in self.kinds}
        return {
            "reports": self.reports, "macro_f1": self.macro_f1,
            "kinds": {k: dict(zip(("precision", "recall", "f1"), rates[k], strict=True)) for k in rates},
            "reliability": [b._asdict() for b in bins(self.told)],
            "calibration_error": calibration_error(self.told), "errors": self.errors,
        }  # fmt: skip


def measure_accuracy(gold: Path, step: Callable[..., None]) -> Accuracy:
    """Read the held-back reports of `gold` and judge them; `step` is told of each."""
    s = scorer(gold / "score_reading.py")
    kinds = dict.fromkeys(s.KINDS, (0, 0, 0))
    types: dict[str, tuple[int, int]] = {}
    told: list[tuple[float, bool]] = []
    errors: Counter[str] = Counter()
    reader = RulesReader()
    count = 0
    for report, label in labelled(gold):
        reading = reader.read(report)
        found = reading_to_json(reading)
        for kind, (hit, want, have, _) in s.score(label, found).items():
            a, b, c = kinds[kind]
            kinds[kind] = (a + hit, b + want, c + have)
        hits = {i for i, _ in s.pair_up(label["events"], found["events"], s.event_agree)}
        for i, event in enumerate(label["events"]):
            n, m = types.get(event["type"], (0, 0))
            types[event["type"]] = (n + 1, m + (i in hits))
        sure = confidence(reading)
        for (kind, (item, part)), right in right_facts(label, reading).items():
            p = sure.of(kind, item, part)
            if p is not None:
                told.append((p, right))
        errors += count_errors(label, found, s)
        count += 1
        step()
    return Accuracy(count, kinds, types, told, dict(errors))


def table_lines(found: Accuracy) -> list[str]:
    """The figures by kind for a terminal."""
    rows = [f"accuracy      {'kind':<13} precision  recall     F1  labelled  found"]
    for kind, (_, want, have) in found.kinds.items():
        p, r, f = found.rates(kind)
        name = kind.replace("_", " ")
        rows.append(f"{'':14}{name:<13} {p:9.3f} {r:7.3f} {f:6.3f} {want:9} {have:6}")
    rows.append(f"{'':14}{found.reports} held-back reports, macro F1 {found.macro_f1:.3f}")
    return rows


def page(found: Accuracy) -> str:
    """The page in Markdown."""
    rows = []
    for kind, (_, want, have) in found.kinds.items():
        p, r, f = found.rates(kind)
        rows.append(f"| {kind.replace('_', ' ')} | {p:.2f} | {r:.2f} | {f:.2f} | {want} | {have} |")
    rows.append(f"| **macro average** | | | **{found.macro_f1:.3f}** | | |")
    data = weights("confidence")
    events = sorted(found.events.items(), key=lambda item: (-item[1][0], item[0]))
    errors = sorted(((n, c) for c, n in found.errors.items() if n), key=lambda e: (-e[0], e[1]))
    return (
        HEAD.format(reports=found.reports)
        + "\n".join(rows)
        + "\n"
        + MIDDLE.format(
            reports=found.reports,
            threshold=threshold(),
            reason=data["doubtful"]["reason"],
            train_error=data["calibration_error"],
            held_error=calibration_error(found.told),
            reliability="\n".join(_reliability(data["reliability"], found)),
            errors="\n".join(f"| {n} | {c} | {MEANING[c]} |" for n, c in errors),
            events="\n".join(f"| {kind} | {n} | {hits} |" for kind, (n, hits) in events),
        )
    )


def _reliability(train: list[list[float]], found: Accuracy) -> list[str]:
    one = {row[0]: row for row in train}
    two = {b.low: b for b in bins(found.told)}
    rows = []
    for low in (i / 10 for i in range(10)):
        cells = [f"{low:.0%} to {low + 0.1:.0%}"]
        for row in (one.get(low), two.get(low)):
            cells += [f"{int(row[2])}", f"{row[3]:.2f}", f"{row[4]:.2f}"] if row else ["0", "", ""]
        rows.append("| " + " | ".join(cells) + " |")
    return rows
