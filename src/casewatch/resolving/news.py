"""The news of a report: what its first sentences tell as just done, without giving a day.

"A judge has sentenced …" at the head of a report says that it happened shortly before. That is
the month of the report, and no day; on the first days of a month not even that.
"""

from __future__ import annotations

import re

from casewatch.model.reading import Event, Reading

#: The head of a report: so many code points.
HEAD = 420
#: On a day of the month before this one, the news may be of the month before.
FIRST_DAYS = 4
_TYPES = frozenset({"sentence", "plea", "charge", "conviction", "extradition", "acquittal"})
_NEWS = re.compile(r"\b(?:has|have|announces?|announced?|unsealed|today)\b", re.IGNORECASE)
_OLDER = re.compile(
    r"\b(?:had|previously|earlier|former|in (?:19|20)\d\d|last year)\b", re.IGNORECASE
)
_STOP = re.compile(r"[.!?]\s|\n")


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of text, roughly: from stop to stop."""
    before = max((m.end() for m in _STOP.finditer(text, max(0, start - 300), start)), default=0)
    after = _STOP.search(text, end, end + 300)
    return text[max(before, start - 300) : after.start() if after else end + 300]


def month_of_news(reading: Reading, event: Event) -> str | None:
    """The month (`YYYY-MM`) of an undated asserted event that is the news of its report."""
    day = reading.report.day
    if event.date or event.modality != "asserted" or event.type not in _TYPES or day is None:
        return None
    start, end = event.spans[0]
    if start > HEAD or day.day < FIRST_DAYS:
        return None
    sentence = _sentence(reading.report.text, start, end)
    if not _NEWS.search(sentence) or _OLDER.search(sentence):
        return None
    return f"{day.year:04}-{day.month:02}"
