"""Traffic Light Protocol 2.0: how far something may be passed on."""

from __future__ import annotations

from typing import get_args

from casewatch.sharing.model import Tlp

#: From the most open to the most closed.
LEVELS: tuple[Tlp, ...] = get_args(Tlp)
#: Where nobody says otherwise: within the community, not in public.
DEFAULT: Tlp = "green"


def allows(limit: Tlp, marking: Tlp) -> bool:
    """Whether what is marked so may leave under `limit`."""
    return LEVELS.index(marking) <= LEVELS.index(limit)


def label(marking: Tlp) -> str:
    """The marking as it is written: TLP:AMBER+STRICT."""
    return f"TLP:{marking.upper()}"


def parse(text: object) -> Tlp | None:
    """The marking that a text names (`tlp:amber`, `TLP:WHITE`); None for any other text."""
    if not isinstance(text, str):
        return None
    word = text.strip().casefold().removeprefix("tlp:").strip()
    word = "clear" if word == "white" else word
    return next((level for level in LEVELS if level == word), None)
