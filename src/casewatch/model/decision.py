"""A decision: a judgement that is kept for ever and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement by a person or a rule (`by`) on `a` and `b`, with its grounds."""

    id: str
    kind: str
    a: str
    b: str
    verdict: str
    by: str
    grounds: Mapping[str, object] = field(default_factory=dict)
    made: str = ""
    undone: str | None = None
    undone_by: str | None = None
