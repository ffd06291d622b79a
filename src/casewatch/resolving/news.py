"""The news of a report: what its first sentences tell as just done, without giving a day.

"A judge has sentenced …" at the head of a report says that it happened shortly before. That is
the month of the report, and no day; on the first days of a month not even that. An unsealing that
is announced ("have been unsealed", "announces the unsealing") is of the day of the report, and so
are the charges that stand by it: that is the day on which they became known.
"""

from __future__ import annotations

import re
from dataclasses import replace

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
#: The charging is the news of the whole report: its head says so.
_CHARGING = re.compile(
    r"\b(?:charg(?:ed|es|ing)|indict(?:ed|ments?)|unseal(?:ed|ing))\b", re.IGNORECASE
)
#: A head that tells of what comes after has no new charging for its news.
_LATER = re.compile(
    r"\b(?:extradit\w*|sentenc\w*|plead\w*|pled|convict\w*|guilty|trial|fac(?:e|es|ing))\b",
    re.IGNORECASE,
)
#: "Each defendant is charged with": what stands charged by the indictment that is the news.
_STANDS = re.compile(
    r"\b(?:is|are) (?:each |all |both |also |now |further )?(?:charged|indicted)\b"
    r"|\bindictment (?:also )?charges\b",
    re.IGNORECASE,
)
#: An unsealing that the report announces; a day of its own in the sentence speaks against it.
_UNSEALING = re.compile(
    r"\b(?:has|have) (?:now |also |just )?been (?:partially )?unsealed\b"
    r"|\bunsealed (?:today|this (?:morning|afternoon))\b|\btoday unsealed\b"
    r"|\bannounc(?:e|es|ed|ing)\b[^.]{0,60}\bunsealing\b",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"\b(?:yesterday|(?:earlier this|last) (?:week|month|year)|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b)",
    re.IGNORECASE,
)
_MONTHS = {
    m: n
    for n, m in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
#: A day right after an attack is the attack's.
_DAY_OF_ATTACK = re.compile(
    r"\W{0,2}on (?:or about )?([A-Z][a-z]{2})[a-z.]{0,7} (\d{1,2}),? (\d{4})"
)
_STOP = re.compile(r"[.!?]\s|\n")


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of text, roughly: from stop to stop."""
    before = max((m.end() for m in _STOP.finditer(text, max(0, start - 300), start)), default=0)
    after = _STOP.search(text, end, end + 300)
    return text[max(before, start - 300) : after.start() if after else end + 300]


def _days_of_attacks(reading: Reading) -> set[str]:
    found = set()
    for event in reading.events:
        for span in event.spans if event.type == "attack" else ():
            match = _DAY_OF_ATTACK.match(reading.report.text, span.end)
            month = _MONTHS.get(match.group(1).lower()) if match else None
            if match and month:
                found.add(f"{match.group(3)}-{month:02}-{int(match.group(2)):02}")
    return found


def without_day_of_crime(reading: Reading, event: Event) -> Event:
    """The event; a charge without its date where that is the day of the attack charged."""
    if event.type == "charge" and event.date and event.date in _days_of_attacks(reading):
        return replace(event, date=None)
    return event


def _is_charging(reading: Reading) -> bool:
    """Whether the head of the report, or its title, has a charging for its news."""
    head = reading.report.text[:HEAD]
    told = (reading.report.title, *_STOP.split(head))
    return any(
        _CHARGING.search(x)
        and (n == 0 or _NEWS.search(x))
        and not _OLDER.search(x)
        and not _LATER.search(x)
        for n, x in enumerate(told)
    )


def _stands_charged(reading: Reading, event: Event) -> bool:
    if event.type != "charge":
        return False
    words = _sentence(reading.report.text, *event.spans[0])
    return bool(_STANDS.search(words)) and not _OLDER.search(words) and _is_charging(reading)


def _announces_unsealing(reading: Reading) -> bool:
    """Whether the head of the report has an unsealing for its news, without another day."""
    head = reading.report.text[:HEAD]
    return any(
        _UNSEALING.search(x) and not _OTHER_DAY.search(x) and not _OLDER.search(x)
        for x in _STOP.split(head)
    )


def day_of_unsealing(reading: Reading, event: Event) -> str | None:
    """The day of the report for an undated charge that stands by what it announces unsealed."""
    day = reading.report.day
    if event.date or event.modality != "asserted" or day is None:
        return None
    if not _announces_unsealing(reading) or not _stands_charged(reading, event):
        return None
    return day.isoformat()


def month_of_news(reading: Reading, event: Event) -> str | None:
    """The month (`YYYY-MM`) of an undated asserted event that is the news of its report.

    So is the charge of which the body says that it stands, where the charging is the news.
    """
    day = reading.report.day
    if event.date or event.modality != "asserted" or event.type not in _TYPES or day is None:
        return None
    start, end = event.spans[0]
    month = f"{day.year:04}-{day.month:02}"
    if day.day >= FIRST_DAYS and _stands_charged(reading, event):
        return month
    if start > HEAD or day.day < FIRST_DAYS:
        return None
    sentence = _sentence(reading.report.text, start, end)
    if not _NEWS.search(sentence) or _OLDER.search(sentence):
        return None
    return month
