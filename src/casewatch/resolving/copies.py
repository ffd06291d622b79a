"""Copies: reports that carry the same text, whoever published it.

Exact text first; then runs of five words, with sketches for the candidates (Broder 1997; see
`runs`) and an exact count for the verdict: at least three quarters of the shorter text's runs
stand in the other one, and the other one is not a longer report that tells more.

Whether two texts are copies depends on them and on those that share a part of their sketches,
not on the rest of the store, so that a look-up gets the same answer as the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import numpy as np

from casewatch.model.report import Report
from casewatch.resolving.hashed import number
from casewatch.resolving.runs import Outline, Runs, are_copies, may_be_copies, outline_of, runs_of
from casewatch.resolving.union import Union

#: A run in more than this many different texts of one host is page furniture or a set phrase.
FURNITURE_TEXTS = 15
#: What so many different texts have in their sketches is a set phrase of everybody's.
MOST_TEXTS = 100


@dataclass(frozen=True, slots=True)
class Copies:
    """Which reports are copies of each other. A report without copies is its own group."""

    group_of: Mapping[str, str]
    groups: tuple[tuple[str, ...], ...]

    def group(self, report: str) -> str:
        """The copy group of a report, named by its earliest report."""
        return self.group_of.get(report, report)


class Texts(Protocol):
    """Texts by the numbers of `text_number`, wherever they are kept."""

    def outlines(self, texts: Collection[int]) -> Mapping[int, Outline]:
        """The outline of each text; none of one that does not count."""
        ...

    def with_keys(self, keys: Collection[int]) -> Mapping[int, Collection[int]]:
        """The texts that each key is one of; none for a key of over `MOST_TEXTS`."""
        ...

    def fetch(self, texts: Collection[int]) -> None:
        """Prepares for `runs` of many texts."""
        ...

    def runs(self, text: int) -> Runs:
        """The runs of a text."""
        ...

    def hosts(self, text: int) -> frozenset[str]:
        """Who put it up."""
        ...


def host_of(report: Report) -> str:
    """Who put the page up: the host of its address, else its publisher."""
    try:
        host = urlsplit(report.url).hostname if "://" in report.url else ""
    except ValueError:
        host = ""
    return host or report.publisher.casefold()


def text_number(text: str) -> int:
    """A number for a text; white space does not count."""
    return number("text", " ".join(text.split()))


class Likeness:
    """Which texts are copies of which, each question answered once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._near: dict[int, tuple[int, ...]] = {}
        self._copies: dict[int, tuple[int, ...]] = {}
        self._furniture: dict[int, Runs] = {}

    def _candidates(self, texts: Iterable[int]) -> None:
        """Finds for each text those that may be its copies."""
        wanted = [t for t in texts if t not in self._near]
        if not wanted:
            return
        outlines = dict(self._texts.outlines(wanted))
        found = self._texts.with_keys({k for o in outlines.values() for k in o.keys})
        met = {o for others in found.values() for o in others} - outlines.keys()
        outlines.update(self._texts.outlines(sorted(met)))
        for text in wanted:
            own = outlines.get(text)
            others = {o for k in (own.keys if own else ()) for o in found.get(k, ())} - {text}
            self._near[text] = tuple(
                o
                for o in sorted(others & outlines.keys())
                if own and may_be_copies(own, outlines[o])
            )

    def _furniture_of(self, text: int) -> Runs:
        """The runs of a text that stand in many of those near it of the same host."""
        if text not in self._furniture:
            self._candidates([text])
            near = self._near[text]
            hosts = self._texts.hosts(text) if len(near) >= FURNITURE_TEXTS else frozenset()
            near = tuple(o for o in near if hosts & self._texts.hosts(o)) if hosts else ()
            found = np.zeros(0, dtype=np.uint64)
            if len(near) >= FURNITURE_TEXTS:
                every = np.concatenate([self._texts.runs(o) for o in (text, *near)])
                runs, counts = np.unique(every, return_counts=True)
                found = runs[counts > FURNITURE_TEXTS]
            self._furniture[text] = found
        return self._furniture[text]

    def _alike(self, a: int, b: int) -> bool:
        one, other = self._texts.runs(a), self._texts.runs(b)
        if not are_copies(one, other):
            return False
        furniture = np.union1d(self._furniture_of(a), self._furniture_of(b))
        if not len(furniture):
            return True
        return are_copies(
            np.setdiff1d(one, furniture, assume_unique=True),
            np.setdiff1d(other, furniture, assume_unique=True),
        )

    def copies(self, texts: Collection[int]) -> Mapping[int, tuple[int, ...]]:
        """The copies of each text, those of copies not among them."""
        wanted = [t for t in texts if t not in self._copies]
        self._candidates(wanted)
        self._texts.fetch({x for t in wanted if self._near[t] for x in (t, *self._near[t])})
        for text in wanted:
            self._copies[text] = tuple(
                o for o in self._near[text] if self._alike(*sorted((text, o)))
            )
        return {t: self._copies[t] for t in texts}


class _InMemory:
    """The texts of reports that are all at hand."""

    def __init__(self, reports: Mapping[int, Sequence[Report]]) -> None:
        self._runs = {text: runs_of(same[0].text) for text, same in reports.items()}
        self._hosts = {t: frozenset(map(host_of, same)) - {""} for t, same in reports.items()}
        self._outlines = {text: outline_of(runs) for text, runs in self._runs.items()}
        self._under: dict[int, list[int]] = defaultdict(list)
        for text in sorted(self._outlines):
            for key in self._outlines[text].keys:
                self._under[key].append(text)

    def outlines(self, texts: Collection[int]) -> Mapping[int, Outline]:
        return {t: self._outlines[t] for t in texts}

    def with_keys(self, keys: Collection[int]) -> Mapping[int, Collection[int]]:
        return {k: self._under[k] for k in keys if len(self._under[k]) <= MOST_TEXTS}

    def fetch(self, texts: Collection[int]) -> None:
        pass

    def runs(self, text: int) -> Runs:
        return self._runs[text]

    def hosts(self, text: int) -> frozenset[str]:
        return self._hosts[text]


def grouped(
    same_text: Iterable[Sequence[str]],
    copies: Iterable[tuple[str, str]],
    order: Mapping[str, tuple[str, str]],
) -> Copies:
    """Copy groups from reports of one text and from pairs; `order` says which come first."""
    together = Union(sorted(order))
    for same in same_text:
        for other in same[1:]:
            together.join(same[0], other)
    for a, b in copies:
        together.join(a, b)
    groups = [tuple(sorted(g, key=order.__getitem__)) for g in together.groups()]
    groups.sort(key=lambda g: order[g[0]])
    return Copies(
        {report_id: g[0] for g in groups for report_id in g},
        tuple(g for g in groups if len(g) > 1),
    )


def order_of(published: str | None, report: str) -> tuple[str, str]:
    """Earliest first, those of an unknown day last."""
    return (published or "9999", report)


def find_copies(reports: Sequence[Report]) -> Copies:
    """The copy groups of `reports`; the same for any order of them."""
    by_id = {r.id: r for r in reports}
    exact: dict[int, list[Report]] = defaultdict(list)
    for key in sorted(by_id):
        exact[text_number(by_id[key].text)].append(by_id[key])
    likeness = Likeness(_InMemory(exact))
    first = {text: same[0].id for text, same in exact.items()}
    pairs = (
        (first[text], first[other])
        for text, others in likeness.copies(list(exact)).items()
        for other in others
    )
    order = {i: order_of(by_id[i].published, i) for i in by_id}
    return grouped([[r.id for r in same] for same in exact.values()], pairs, order)
