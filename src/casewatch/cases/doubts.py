"""Names that a report gives to one entity and that are rather another's.

Where many more reports use a name for another entity than give it to this one, it depends on the
words. After "also known as" it is this one's as well, and shared: an indictment may well list the
venue's name among those of its owner. Else it is put to doubt: shown apart with the reason, and
no way to find the case by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from casewatch.cases.gather import Material
from casewatch.cases.model import Doubt, Named
from casewatch.resolving.entities import Entity
from casewatch.resolving.names import fold, parse_name
from casewatch.resolving.resolve import Resolution

#: Another entity must be called so in more than this many times as many copy groups.
OUTWEIGHS = 2
_ALSO = re.compile(r"(?:\ba/?k/?a\b|\balso known (?:online )?as\b|\balias\b)[^.;\n]{0,60}$", re.I)


class Names:
    """Who is called what, in how many copy groups; asked for once for all case files."""

    def __init__(self, resolution: Resolution) -> None:
        self._of: dict[str, list[tuple[int, Entity]]] = {}
        for entity in (*resolution.people, *resolution.groups):
            groups: dict[str, set[str]] = {}
            for mention in entity.mentions:
                groups.setdefault(fold(mention.name), set()).add(mention.copy_group)
            for name, found in groups.items():
                # A bare first name or surname is nobody's own.
                if entity.kind == "group" or parse_name(name).given:
                    self._of.setdefault(name, []).append((len(found), entity))

    def other(self, name: str, entity: Entity, told: int) -> Entity | None:
        """The other entity that the name is rather that of, the most named first."""
        found = [
            (-n, other.id, other)
            for n, other in self._of.get(fold(name), ())
            if other.id != entity.id and n > OUTWEIGHS * told
        ]
        return min(found)[2] if found else None

    def is_rather_a_group(self, person: Entity) -> bool:
        """Whether what a reader took for a person is called so far more often as a group."""
        told = len({m.copy_group for m in person.mentions})
        other = self.other(person.name, person, told)
        return other is not None and other.kind == "group"

    def sorted_out(
        self, names: Sequence[Named], entity: Entity, material: Material
    ) -> tuple[tuple[Named, ...], tuple[Doubt, ...]]:
        """The names that stand, and those put to doubt. The main name always stands."""
        groups = {s.reading.report.id: s.copy_group for s in material.seen}
        readings = material.readings
        kept: list[Named] = []
        doubtful: list[Doubt] = []
        for named in names:
            told = len({groups[s.report] for s in named.sources})
            other = None
            if entity.kind == "person" and named.name != entity.name:
                other = self.other(named.name, entity, told)
            if other is None:
                kept.append(named)
                continue
            shared = f"{other.mentions[0].group_kind or other.kind} {other.name}"
            if any(
                _ALSO.search(
                    readings[s.report].report.text[max(0, s.span.start - 90) : s.span.start]
                )
                for s in named.sources
            ):
                kept.append(replace(named, shared_with=shared))
                continue
            reason = f"rather the name of the {shared}"
            doubtful.append(Doubt(named.name, reason, named.sources))
        return tuple(kept), tuple(doubtful)
