"""Places for one hop round a subject: neighbours of one kind side by side on an ellipse."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: A graph holds no more than this; of each kind the rest is folded into one node.
MOST_NODES = 150
WIDTH, HEIGHT = 960.0, 620.0


@dataclass(frozen=True, slots=True)
class Node:
    """One node; `id` is empty for a folded rest."""

    id: str
    name: str
    kind: str
    x: float
    y: float
    anchor: str
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from the subject to a neighbour, and how they are linked."""

    x1: float
    y1: float
    x2: float
    y2: float
    how: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole drawing, in its own units."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    folded: int
    width: float = WIDTH
    height: float = HEIGHT


def _folded(links: Sequence[Any], most: int) -> tuple[list[Any], dict[str, int]]:
    """The first of each kind, taken in turn, and how many of each are folded."""
    kinds: dict[str, list[Any]] = {}
    for link in links:
        kinds.setdefault(link.kind, []).append(link)
    if len(links) <= most:
        return [x for k in sorted(kinds) for x in kinds[k]], {}
    taken: dict[str, list[Any]] = {k: [] for k in kinds}
    left = most - len(kinds)
    while left > 0 and any(len(taken[k]) < len(kinds[k]) for k in kinds):
        for k in sorted(kinds):
            if left > 0 and len(taken[k]) < len(kinds[k]):
                taken[k].append(kinds[k][len(taken[k])])
                left -= 1
    rest = {k: len(kinds[k]) - len(taken[k]) for k in kinds if len(kinds[k]) > len(taken[k])}
    return [x for k in sorted(taken) for x in taken[k]], rest


def around(name: str, kind: str, links: Sequence[Any], most: int = MOST_NODES - 1) -> Graph:
    """The subject in the middle and its links round it; the same input gives the same places."""
    shown, rest = _folded(links, most)
    entries: list[tuple[str, str, str, str]] = [
        (x.id, x.name, x.kind, ", ".join(x.how)) for x in shown
    ]
    entries += [("", f"+{n}", kind_, "") for kind_, n in sorted(rest.items())]
    entries.sort(key=lambda e: e[2])
    count = len(entries)
    rings = 1 if count <= 28 else 2 if count <= 80 else 3
    height = HEIGHT if count > 14 else 380.0
    cx, cy = WIDTH / 2, height / 2
    nodes = [Node("", name, kind, cx, cy, "middle", centre=True)]
    edges = []
    for n, (ident, label, kind_, how) in enumerate(entries):
        angle = -math.pi / 2 + 2 * math.pi * (n + 0.5) / max(1, count)
        ring = 1.0 - 0.24 * (n % rings)
        x = round(cx + math.cos(angle) * (WIDTH / 2 - 190) * ring, 1)
        y = round(cy + math.sin(angle) * (height / 2 - 46) * ring, 1)
        side = math.cos(angle)
        anchor = "middle" if abs(side) < 0.22 else "start" if side > 0 else "end"
        nodes.append(Node(ident, label, kind_, x, y, anchor))
        edges.append(Edge(cx, cy, x, y, how))
    return Graph(tuple(nodes), tuple(edges), sum(rest.values()), height=height)
