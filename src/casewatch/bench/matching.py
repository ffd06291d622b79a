"""How well names are matched, beside rapidfuzz on the same names in the same run.

Each method's threshold is the one that does best on one half of the names; the figures are of the
other half. The halves are told apart by a checksum of the names.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cdist

from casewatch.screening.agree import Kind, agreement
from casewatch.screening.casefiles import Entries
from casewatch.screening.formats.misp import read as read_misp
from casewatch.screening.limits import Limits

#: A score, and whether the answer with it is right; for the search also whether one was wanted.
Scored = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision, recall and F1 on the half that the threshold was not chosen on."""

    method: str
    threshold: float
    precision: float
    recall: float
    f1: float
    items: int

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def _counted(scored: Sequence[Scored], wanted: int, threshold: float) -> tuple[float, float, float]:
    given = [right for score, right in scored if score >= threshold]
    true = sum(given)
    precision = true / len(given) if given else 0.0
    recall = true / wanted if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _quality(method: str, first: Sequence[Scored], second: Sequence[Scored], all_: bool) -> Quality:
    """`all_`: an answer is wanted for each item; else only for those that are right."""

    def wanted(scored: Sequence[Scored]) -> int:
        return len(scored) if all_ else sum(right for _, right in scored)

    steps = sorted({score for score, _ in first})
    best = max(steps, key=lambda t: (_counted(first, wanted(first), t)[2], t), default=1.0)
    precision, recall, f1 = _counted(second, wanted(second), best)
    return Quality(
        method, round(best, 3), round(precision, 4), round(recall, 4), round(f1, 4), len(second)
    )


def _half(text: str) -> int:
    return crc32(text.encode()) % 2


def _ours(a: str, b: str, kind: Kind) -> float:
    return agreement(a, b, kind).value


def _theirs(a: str, b: str, _kind: Kind) -> float:
    return token_sort_ratio(a.casefold(), b.casefold()) / 100


METHODS: dict[str, Callable[[str, str, Kind], float]] = {
    "casewatch": _ours,
    "rapidfuzz token_sort_ratio": _theirs,
}


def _script(name: str) -> bool:
    """Whether a letter of the name is not Latin."""
    return any(c.isalpha() and not c.isascii() and ord(c) > 0x24F for c in name)


def pair_quality(path: Path) -> dict[str, list[Quality]]:
    """Pairs of names labelled same or not: all, and those in two scripts or another than Latin.

    The thresholds are those of all pairs.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["name1"] and r["name2"]]
    found: dict[str, list[Quality]] = {"pairs": [], "pairs of other scripts": []}
    for method, score in METHODS.items():
        halves: tuple[list[Scored], list[Scored]] = ([], [])
        scripts: list[Scored] = []
        for row in rows:
            a, b = row["name1"], row["name2"]
            kind: Kind = "person" if row["schema"] == "Person" else "group"
            item = (score(a, b, kind), row["is_match"] == "true")
            halves[_half(f"{a}|{b}")].append(item)
            if _script(a) or _script(b):
                scripts.append(item)
        found["pairs"].append(_quality(method, *halves, all_=False))
        found["pairs of other scripts"].append(_quality(method, halves[0], scripts, all_=False))
    return found


def synonym_quality(path: Path) -> list[Quality]:
    """Each synonym of a galaxy asked for with itself taken away: is its cluster found first?

    Most synonyms share no word with their cluster, so that no method can find more than a part.
    """
    with path.open(encoding="utf-8-sig") as stream:
        entries = list(read_misp(stream, str(path), "misp", Limits()))
    listed = [(name, n) for n, entry in enumerate(entries) for name in entry.names]
    asked = [at for at, (name, n) in enumerate(listed) if name != entries[n].name]
    ours: list[tuple[float, bool]] = []
    source = Entries(entries)
    for at in asked:
        name, number = listed[at]
        best, answer = 0.0, -1
        for candidate in source.index.candidates(name, 40):
            for other in entries[candidate].names:
                if candidate == number and other == name:
                    continue
                value = _ours(name, other, "group")
                if value > best:
                    best, answer = value, candidate
        ours.append((best, answer == number))
    folded = [name.casefold() for name, _ in listed]
    table = cdist([folded[at] for at in asked], folded, scorer=token_sort_ratio, dtype=np.float32)
    table[np.arange(len(asked)), asked] = -1
    tops = table.argmax(axis=1)
    theirs = [
        (float(table[row, top]) / 100, listed[top][1] == listed[at][1])
        for row, (at, top) in enumerate(zip(asked, tops.tolist(), strict=True))
    ]
    found = []
    for method, scored in zip(METHODS, (ours, theirs), strict=True):
        halves: tuple[list[Scored], list[Scored]] = ([], [])
        for at, item in zip(asked, scored, strict=True):
            halves[_half(listed[at][0])].append(item)
        found.append(_quality(method, *halves, all_=True))
    return found


def matching(folder: Path) -> dict[str, Any]:
    """All figures that the files in `folder` allow: misp-threat-actor.json and name-pairs.csv."""
    found: dict[str, list[Quality]] = {}
    if (folder / "name-pairs.csv").is_file():
        found |= pair_quality(folder / "name-pairs.csv")
    if (folder / "misp-threat-actor.json").is_file():
        found["synonyms of threat actors"] = synonym_quality(folder / "misp-threat-actor.json")
    figures: dict[str, Any] = {k: [q.to_json() for q in v] for k, v in found.items()}
    figures["nomenklatura"] = (
        "installed; not compared by this version" if find_spec("nomenklatura") else "not installed"
    )
    return figures
