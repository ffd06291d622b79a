"""Union of sets that were found to belong together (disjoint-set forest, path halving)."""

from __future__ import annotations

from collections.abc import Iterable


class Union:
    """Elements and which of them belong together."""

    def __init__(self, elements: Iterable[str]) -> None:
        self._parent = {e: e for e in elements}

    def find(self, element: str) -> str:
        """The element that stands for the set of `element`: its smallest."""
        parent = self._parent
        while parent[element] != element:
            parent[element] = parent[parent[element]]
            element = parent[element]
        return element

    def join(self, a: str, b: str) -> None:
        """Make one set of those of `a` and `b`."""
        x, y = sorted((self.find(a), self.find(b)))
        self._parent[y] = x

    def groups(self) -> list[tuple[str, ...]]:
        """The sets, each sorted, in the order of their smallest elements."""
        found: dict[str, list[str]] = {}
        for element in sorted(self._parent):
            found.setdefault(self.find(element), []).append(element)
        return [tuple(g) for _, g in sorted(found.items())]
