"""Whether what is said is hedged, and whether it is about the future."""

from __future__ import annotations

import re
from functools import cache

from casewatch.reading.attributions.words import alternatives, pattern, words


@cache
def _softened() -> re.Pattern[str]:
    """A hedge that is none: "no matter where they may be", "whoever might"."""
    return re.compile(
        r"(?<!\w)" + alternatives(words("no_hedge_after")) + r"[^.;]{0,60}?\b(?:may|might|could)\b",
        re.IGNORECASE,
    )


@cache
def _month_of_may() -> re.Pattern[str]:
    return re.compile(r"\bMay(?=\s+(?:of\s+)?\d)|(?<=in )May\b|(?<=\d )May\b")


def is_hedged(content: str, verb: str = "") -> bool:
    """Whether `content` is put as uncertain, by its own words or by the verb that introduces it."""
    if verb.casefold() in words("hedging_verbs"):
        return True
    if pattern("hedges").search(content.lower()) is None:
        return False
    plain = _month_of_may().sub(" ", _softened().sub(" ", content))
    return pattern("hedges").search(plain.lower()) is not None


def is_forecast(content: str, verb: str = "") -> bool:
    """Whether `content` is about the future, by its own words or by the verb."""
    if verb.casefold() in words("forecasting_verbs"):
        return True
    return (
        pattern("forecasts").search(content.lower()) is not None
        or "’ll " in content
        or "'ll " in content
    )
