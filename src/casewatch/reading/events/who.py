"""Who is concerned, as one trigger tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal[
    "named", "pronoun", "definite", "indefinite", "number", "bare", "near", "default", "thing", "none"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """The people on a trigger: names, a number where names are lacking, how they were told."""

    names: tuple[str, ...] = ()
    count: int | None = None
    how: How = "none"


NOBODY = Who()
