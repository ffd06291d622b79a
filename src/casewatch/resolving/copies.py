"""Copies: reports that carry the same text, whoever published it.

Exact text first; then runs of five words, with MinHash and locality-sensitive hashing for the
candidates (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3) and
an exact count for the verdict: at least three quarters of the shorter text's runs stand in the
other one, and the other one is not a longer report that tells more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias
from urllib.parse import urlsplit

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from casewatch.model.report import Report, text_hash
from casewatch.resolving.union import Union

RUN_WORDS = 5
#: Share of the shorter text's runs that must stand in the other.
CONTAINED = 0.75
#: A copy may be at most this many times as long as the original: more is another report.
LONGEST = 2.0
#: Texts with fewer runs say too little to be told apart from set phrases.
FEWEST_RUNS = 12
#: A run in more than this many different texts of one host is page furniture or a set phrase.
FURNITURE_TEXTS = 15
_PERMUTATIONS = 64
#: Low, so that the candidates hold containment of 3/4 in a text twice as long (Jaccard 0.33).
_THRESHOLD = 0.35
_SEED = 1
_WORD = re.compile(r"\w+")


Runs: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Copies:
    """Which reports are copies of each other. A report without copies is its own group."""

    group_of: Mapping[str, str]
    groups: tuple[tuple[str, ...], ...]

    def group(self, report: str) -> str:
        """The copy group of a report, named by its earliest report."""
        return self.group_of.get(report, report)


def runs_of(text: str) -> Runs:
    """The distinct five-word runs of a text, as sorted 64-bit hashes."""
    words = _WORD.findall(text.casefold())
    runs = {
        int.from_bytes(blake2b(" ".join(words[i : i + RUN_WORDS]).encode(), digest_size=8).digest())
        for i in range(len(words) - RUN_WORDS + 1)
    }
    return np.array(sorted(runs), dtype=np.uint64)


def host_of(report: Report) -> str:
    """Who put the page up: the host of its address, else its publisher."""
    host = urlsplit(report.url).hostname if "://" in report.url else ""
    return host or report.publisher.casefold()


def _without_furniture(runs: Mapping[str, Runs], host: Mapping[str, str]) -> dict[str, Runs]:
    """The runs of each text less those that stand in many different texts of one host."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for key in sorted(runs):
        by_host[host[key]].append(key)
    left = dict(runs)
    for keys in by_host.values():
        if len(keys) <= FURNITURE_TEXTS:
            continue
        every, counts = np.unique(np.concatenate([runs[k] for k in keys]), return_counts=True)
        furniture = every[counts > FURNITURE_TEXTS]
        for key in keys:
            left[key] = np.setdiff1d(runs[key], furniture, assume_unique=True)
    return left


def are_copies(a: Runs, b: Runs) -> bool:
    """Whether two sets of runs are those of copies."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    if len(small) < FEWEST_RUNS or len(large) > LONGEST * len(small):
        return False
    shared = len(np.intersect1d(small, large, assume_unique=True))
    return shared >= CONTAINED * len(small)


def _minhash(runs: Runs) -> MinHash:
    found = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
    # The runs are hashes already; datasketch wants 32 bits.
    found.update_batch([int(x) for x in runs & np.uint64(0xFFFFFFFF)])
    return found


def _candidates(
    runs: Mapping[str, Runs],
) -> Iterable[tuple[str, str]]:
    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    for key in sorted(runs):
        signature = _minhash(runs[key])
        for other in sorted(index.query(signature)):
            yield other, key
        index.insert(key, signature, check_duplication=False)


def find_copies(reports: Sequence[Report]) -> Copies:
    """The copy groups of `reports`; the same for any order of them."""
    by_id = {r.id: r for r in reports}
    order = {i: (by_id[i].published or "9999", i) for i in by_id}
    exact: dict[str, list[str]] = defaultdict(list)
    for report_id in sorted(by_id):
        exact[text_hash(" ".join(by_id[report_id].text.split()))].append(report_id)
    together = Union(sorted(by_id))
    for same in exact.values():
        for other in same[1:]:
            together.join(same[0], other)
    runs = {same[0]: runs_of(by_id[same[0]].text) for same in exact.values()}
    runs = _without_furniture(runs, {key: host_of(by_id[key]) for key in runs})
    runs = {key: value for key, value in runs.items() if len(value) >= FEWEST_RUNS}
    for a, b in _candidates(runs):
        if are_copies(runs[a], runs[b]):
            together.join(a, b)
    groups = [tuple(sorted(g, key=order.__getitem__)) for g in together.groups()]
    groups.sort(key=lambda g: order[g[0]])
    return Copies(
        {report_id: g[0] for g in groups for report_id in g},
        tuple(g for g in groups if len(g) > 1),
    )
