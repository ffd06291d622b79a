"""Grounds of a comparison in words that a person knows.

Resolving compares folded names and sounds; here they get back the names of the reports.
"""

from __future__ import annotations

from collections.abc import Mapping

from casewatch.model.reading import Reading
from casewatch.resolving.compare import Comparison, Ground
from casewatch.resolving.mentions import group_key, person_key
from casewatch.resolving.names import fold


def _spoken(reading: Reading) -> dict[str, str]:
    """Keys of people, groups and agencies of a report, and how the report calls them."""
    found = {person_key(p.name): p.name for p in reading.people}
    found |= {group_key(g.name): g.name for g in reading.groups}
    found |= {fold(a.name): a.name for a in reading.agencies}
    return {key: name for key, name in found.items() if key}


def readable(ground: Ground, spoken: Mapping[str, str]) -> str:
    """The points of a ground and its words, with the names as reports give them."""
    kind, colon, rest = ground.text.partition(": ")
    if colon and not ground.name_only:
        parts = [spoken.get(part, part.replace("_", " ")) for part in rest.split(", ")]
        rest = ", ".join(parts)
    return f"{ground.points:+g}  {kind}{colon}{rest}"


def readable_grounds(
    comparison: Comparison, readings: Mapping[str, Reading]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The grounds for, and those against, each with its points, the weightiest first."""
    spoken: dict[str, str] = {}
    for mention in (comparison.b, comparison.a):
        if mention.key.report in readings:
            spoken |= _spoken(readings[mention.key.report])
    ordered = sorted(comparison.grounds, key=lambda g: -abs(g.points))
    words = [(g.points, readable(g, spoken)) for g in ordered]
    return tuple(w for p, w in words if p >= 0), tuple(w for p, w in words if p < 0)
