"""The years of a crime: "from at least May 2018 through October 2021", "between 2011 and 2018"."""

from __future__ import annotations

import re

from casewatch.model.spans import Span
from casewatch.reading.dates import DateMention, find_dates
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate

_RANGE = re.compile(
    r"(?i)\b(?:from|between|beginning|starting|since|as early as)\b[^.;]{0,45}?\b((?:19|20)\d\d)\b(?:[^.;]{0,60}?\b(?:to|through|until|and|till|continuing|up to|[–-])\b[^.;]{0,40}?\b((?:19|20)\d\d)\b)?"
)


def years(prepared: Prepared, candidate: Candidate) -> tuple[str | None, str | None]:
    """The first and last year, `YYYY`, where a sentence about the scheme gives them."""
    text = prepared.text
    for sentence in candidate.sentences:
        for match in _RANGE.finditer(text, sentence.start, sentence.end):
            return match.group(1), match.group(2)
    return None, None
