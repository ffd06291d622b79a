"""Forecasts, and whether later reports bore them out. What counts is data.

Nothing here judges whether a forecast was right: it lists what later reports tell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from casewatch.cases.model import Later, Line, Word


@cache
def _rows() -> tuple[tuple[re.Pattern[str] | None, frozenset[str], frozenset[str]], ...]:
    path = files("casewatch.cases").joinpath("data", "forecasts.toml")
    return tuple(
        (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, row["words"])) + ")", re.IGNORECASE)
            if row["words"]
            else None,
            frozenset(row["events"].split()),
            frozenset(row.get("not", "").split()),
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8")).values()
    )


def _after(day: str | None, since: str) -> bool:
    return bool(day) and (day or "") > since and not since.startswith(day or "")


def borne_out(word: Word, timeline: Sequence[Line]) -> Word:
    """The statement; a forecast with the later happenings that may bear it out.

    Later is what is dated after the day of the first report that gives the forecast. Where
    that has no day, nothing is known to be later.
    """
    since = min((s.day for s in word.sources), default="")
    if not word.forecast or not since:
        return word
    row = next(r for r in _rows() if r[0] is None or r[0].search(word.content))
    later = tuple(
        Later(line.date or "", line.type, line.modality, line.sources)
        for line in timeline
        if line.type in row[1]
        and line.manner not in row[2]
        and line.modality in ("asserted", "alleged")
        and _after(line.date, since)
    )
    return replace(word, later=later)
