"""Fit the weights of grounds that two mentions are one person; write `data/levels.toml`.

    python tools/train_resolving.py [--check]

m comes from the labelled stories: pairs of mentions of one person in different reports that are
no copies, each person counting once. u comes from the training reports: pairs of people of other
names in different reports. So no u is estimated among those whose names agree; names that agree
by chance are the product of how often given names and surnames do. Pairs of one report and copies
are held out. Platt's slope and shift are fitted on the stories' pairs against made namesakes (a
person of a story and one of a training report, as if they bore one name), as many of each; the
reliability table is crosswise, with the story that is judged left out of m and of the slope.
Needs scikit-learn's numpy and the folder of shared data. `--check` writes nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from measure_cases import STORIES

from casewatch.bench.accuracy import scorer
from casewatch.reading.reader import RulesReader
from casewatch.resolving.chance import squash, weigh
from casewatch.resolving.copies import find_copies
from casewatch.resolving.digest import digest_of
from casewatch.resolving.levels import NAME_LEVELS, further, levels
from casewatch.resolving.mentions import Mention
from casewatch.resolving.names import EXACT, compare_names, fold, parse_name, rarity, word_level
from casewatch.resolving.resolve import compared
from casewatch.sources.cleaning import clean_report

OUT = Path(__file__).parents[1] / "src" / "casewatch" / "resolving" / "data" / "levels.toml"
#: Bits that one level may weigh, and that a name alone may say at most, for and against.
CLIP, NAME_LOW, NAME_HIGH = 5.0, -6.0, 2.0
#: People among whom somebody is looked for: the size of store that the project is made for.
PEOPLE = 100_000
#: Seen so often before the first count: draws rare levels towards no weight.
SMOOTH = 0.5
#: Too rare in the reports to be fitted, so set by judgement.
SUFFIX = {"partly": -1.0, "differ": -CLIP}
GENDER, ROLE = {"agree": 0.0, "differ": -4.0}, {"differ": -3.0}
RANDOM_PAIRS, NAMESAKES = 60_000, 150
Weights = dict[str, dict[str, float]]
Counts = Mapping[str, Mapping[str, float]]


def mentions(file: Path, left_out: frozenset[str] = frozenset()) -> list[Mention]:
    """All people of a file of reports, in order."""
    reader = RulesReader()
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    found = [reader.read(clean_report(row)) for row in rows if row["id"] not in left_out]
    copies = find_copies([r.report for r in found])
    every = [m for r in found for m in digest_of(r).of("person", copies.group(r.report.id))]
    return sorted(every, key=lambda m: m.order)


def bearers(told: Sequence[Mention]) -> dict[object, tuple[str, str]]:
    """Mention key to (story, person), where the labels name one person."""
    agree = scorer(STORIES.parent / "score_reading.py").names_agree
    people = []
    for file in sorted(STORIES.glob("*.json")):
        if file.name != "reports.json":
            for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
                people.append((file.stem, case))
    found = {}
    for m in told:
        fit = {
            (story, case["name"])
            for story, case in people
            if m.key.report in case["reports"]
            and any(
                agree(str(form), m.name) or fold(str(form)) == fold(m.name)
                for form in (case["name"], *case.get("aliases", ()))
            )
        }
        if len(fit) == 1:
            found[m.key] = fit.pop()
    return found


def counted(rows: Iterable[tuple[Mapping[str, str], float]]) -> dict[str, Counter[str]]:
    """How often each level of each ground is seen, each row with its weight."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, weight in rows:
        for ground, level in row.items():
            found[ground][level] += weight  # type: ignore[assignment]
    return found


def bits(m: Counts, u: Counts) -> Weights:
    """log2(m/u) of each level that either has, smoothed and clipped."""
    found: Weights = {}
    for ground in sorted({*m, *u}):
        seen, by_chance = m.get(ground, {}), u.get(ground, {})
        kinds = sorted({*seen, *by_chance})
        both = [(sum(c.values()) + SMOOTH * len(kinds), c) for c in (seen, by_chance)]
        found[ground] = {
            k: round(
                max(-CLIP, min(CLIP, math.log2(
                    (both[0][1].get(k, 0) + SMOOTH) / both[0][0]
                    / ((both[1][1].get(k, 0) + SMOOTH) / both[1][0])
                ))), 2,
            )
            for k in kinds
        }  # fmt: skip
        # No agreement speaks against, no difference speaks for, whatever a few counts say.
        for k, way in (("agree", max), ("differ", min)):
            if k in found[ground]:
                found[ground][k] = way(found[ground][k], 0.0)
        if "partly" in found[ground] and "agree" in found[ground]:
            found[ground]["partly"] = min(found[ground]["partly"], found[ground]["agree"])
    return found


def beyond(m: Counts, u: Counts) -> Weights:
    """The weights of all grounds beyond the name."""
    return {**bits(m, u), "gender": GENDER, "role": ROLE}


def name_bits(m: Counts, pairs: Sequence[tuple[Mention, Mention]]) -> Weights:
    """The name's own weights with the prior in them; u from the parts of names of other people."""
    given, surname, spelt, handle = Counter[str](), Counter[str](), Counter[str](), 0
    middle = Counter[str]()
    for a, b in pairs:
        x, y = parse_name(a.name), parse_name(b.name)
        if x.given and y.given and word_level(x.given, y.given, given=True) == EXACT:
            given["common" if rarity(f"{x.given} smith") == 0 else "rare"] += 1
        level = word_level(x.surname, y.surname, given=False)
        if level:
            spelt[{3: "agree", 2: "partly"}.get(level, "differ")] += 1
        if level == EXACT:
            surname["rare" if rarity(f"x {x.surname}") == 2 else "common"] += 1
        handle += bool(a.handles & b.handles)
        if x.middle and y.middle:
            middle["agree" if x.middle == y.middle else "differ"] += 1
    rate = {("g", k): (given[k] + SMOOTH) / len(pairs) for k in ("common", "rare")} | {
        ("s", k): (surname[k] + SMOOTH) / len(pairs) for k in ("common", "rare")
    }
    any_given = rate["g", "common"] + rate["g", "rare"]
    u = {
        "rare": any_given * rate["s", "rare"],
        "half_common": rate["g", "rare"] * rate["s", "common"],
        "common": rate["g", "common"] * rate["s", "common"],
        "surname": rate["s", "rare"] + rate["s", "common"],
        "handle": (handle + SMOOTH) / len(pairs),
    }
    total = sum(m["name"].values()) + SMOOTH * len(NAME_LEVELS)
    name = {
        k: round(
            max(NAME_LOW, min(NAME_HIGH, math.log2(
                (m["name"].get(k, 0) + SMOOTH) / total / u[k] / PEOPLE
            ))), 2,
        )
        for k in NAME_LEVELS
    }  # fmt: skip
    parts = bits({k: m.get(k, {}) for k in ("spelling", "middle")},
                 {"spelling": spelt, "middle": middle})  # fmt: skip
    return {"name": name, **parts, "suffix": SUFFIX}


def platt(rows: Sequence[tuple[float, bool, float]]) -> tuple[float, float]:
    """Slope and shift in bits, on (bits, whether one person, weight); drawn towards 1 and 0."""
    x, y, w = (np.array(column, float) for column in zip(*rows, strict=True))
    x = x * math.log(2)
    slope, shift = 1.0, 0.0
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(slope * x + shift, -60, 60)))
        v = w * p * (1 - p)
        gradient = np.array([(w * (p - y) * x).sum() + slope - 1, (w * (p - y)).sum() + shift])
        hessian = np.array([[(v * x * x).sum() + 1, (v * x).sum()], [(v * x).sum(), v.sum() + 1]])
        step = np.linalg.solve(hessian, gradient)
        slope, shift = slope - step[0], shift - step[1]
        if abs(step).max() < 1e-8:
            break
    return round(max(0.0, float(slope)), 3), round(float(shift) / math.log(2), 3)


def reliability(cross: Sequence[tuple[float, bool, float]]) -> None:
    """Prints the table of (probability, whether one person, weight), and the mean difference."""
    error, every = 0.0, sum(w for *_, w in cross)
    for low, high in ((0.0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        rows = [r for r in cross if low <= r[0] < high]
        weight = sum(w for *_, w in rows)
        if weight:
            stated = sum(p * w for p, _, w in rows) / weight
            right = sum(w for _, one, w in rows if one) / weight
            error += weight / every * abs(stated - right)
            one = sum(o for _, o, _ in rows)
            print(f"| {low:.2f}-{min(high, 1):.2f} | {one} | {len(rows) - one} "
                  f"| {stated:.3f} | {right:.3f} |")  # fmt: skip
    print(f"calibration error {error:.3f}")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--check", action="store_true")
    args = ask.parse_args()
    if not STORIES.is_dir():
        print("train_resolving: no labelled stories here", file=sys.stderr)
        return 1
    told = mentions(STORIES / "reports.jsonl")
    of = bearers(told)
    others = [
        m for m in mentions(
            STORIES.parent / "train" / "reports.jsonl", frozenset(m.key.report for m in told)
        ) if m.subject
    ]  # fmt: skip
    rng = random.Random(7)
    every = [
        (a, b) for a, b in combinations(others, 2)
        if a.copy_group != b.copy_group and compare_names(a.name, b.name) is None
    ]  # fmt: skip
    apart = rng.sample(every, min(RANDOM_PAIRS, len(every)))
    u = counted((further(a, b), 1.0) for a, b in apart)
    same = [
        c for c in compared(told)
        if c.a.copy_group != c.b.copy_group and c.a.key in of and of[c.a.key] == of.get(c.b.key)
    ]  # fmt: skip
    share = Counter(of[c.a.key] for c in same)
    # One person in many reports counts once.
    rows = [
        (of[c.a.key][0], levels(c.a, c.b), further(c.a, c.b), True, 1.0 / share[of[c.a.key]])
        for c in same
    ]
    stories = sorted({story for story, *_ in rows})
    for story in stories:
        mine = [m for m in told if of.get(m.key, ("",))[0] == story]
        weight = sum(w for s, *_, w in rows if s == story) / NAMESAKES
        for _ in range(NAMESAKES):
            a, b = rng.choice(mine), rng.choice(others)
            if compare_names(a.name, b.name) is None:
                rows.append((story, {}, further(a, b), False, weight))

    def model(left_out: str) -> tuple[Weights, tuple[float, float]]:
        mine = [r for r in rows if r[0] != left_out]
        weights = beyond(counted((r[2], r[4]) for r in mine if r[3]), u)
        # Slopes are fitted on pairs whose own story was not in m either.
        scored: list[tuple[float, bool, float]] = []
        for story in sorted({r[0] for r in mine}):
            rest = beyond(counted((r[2], r[4]) for r in mine if r[3] and r[0] != story), u)
            scored += [
                (sum(x for *_, x in weigh(r[2], rest)), r[3], r[4]) for r in mine if r[0] == story
            ]
        return weights, platt(scored)

    cross = []
    for story in stories:
        weights, (slope, shift) = model(story)
        cross += [
            (squash(slope * sum(x for *_, x in weigh(r[2], weights)) + shift), r[3], r[4])
            for r in rows if r[0] == story
        ]  # fmt: skip
    weights, (slope, shift) = model("")
    names = name_bits(counted((r[1], r[4]) for r in rows if r[3]), apart)
    print(f"{len(same)} pairs of {len(share)} people in {len(stories)} stories, {len(apart)} apart")
    reliability(cross)
    print(f"slope {slope}, shift {shift}")
    lines = ["# Fitted by tools/train_resolving.py; not to be edited. Bits: log2(m/u).", ""]
    for part, table in (("name", names), ("further", weights)):
        for ground, by_level in table.items():
            inner = ", ".join(f"{k} = {v}" for k, v in by_level.items())
            key = f'"{ground}"' if " " in ground else ground
            lines.append(f"{part}.{key} = {{ {inner} }}")
        lines.append("")
    lines += ["[platt]", f"slope = {slope}", f"shift = {shift}", ""]
    print("\n".join(lines))
    if not args.check:
        OUT.write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
