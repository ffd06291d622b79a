"""Dates of metadata and of the command line, and which of all dates is the report's."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from casewatch.errors import UsageError
from casewatch.sources.clean.dateline import DateLine
from casewatch.sources.clean.dates import dates_in, iso

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def normal_date(given: str) -> str | None:
    """`given` as ISO 8601 at its own precision, or None where it is no possible date.

    Understands ISO dates and times, years and months, mail dates (RFC 5322) and dates in words.
    """
    text = given.strip()
    partial = _PARTIAL.fullmatch(text)
    if partial:
        month = int(partial[2] or 1)
        return text if 1 <= month <= 12 and int(partial[1]) > 0 else None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is not None:
        bare = len(text) <= 10 or not re.search(r"\d{1,2}:?\d{2}", text[10:])
        return moment.date().isoformat() if bare else moment.isoformat()
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if re.match(r"\d{4}-\d{1,2}-\d{1,2}", text):
        # An ISO day with something unreadable after it; an impossible day stays impossible.
        text = text[:10]
    for written in dates_in(text):
        if written.both is None:
            return iso(written.day)
    return None


def usage_date(given: str) -> str:
    """A date given by the user as ISO 8601; raises UsageError where there is no such date."""
    found = normal_date(given)
    if found is None:
        raise UsageError(
            f"no such date: {given!r}", hint="write it as YYYY-MM-DD, for instance 2024-08-02"
        )
    return found


def day_of(published: str | None) -> date | None:
    """The day of an ISO date or time, or None for less than a day."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def choose(line: DateLine | None, metadata: str | None) -> str | None:
    """The date of a report: its own date line first, then what metadata says.

    A time of day in metadata is kept where it falls on the same day and the line has none; the
    date of a change serves only where nothing else is known.
    """
    if line is None or (line.updated and metadata):
        return metadata
    has_time = len(line.published) > 10
    if not has_time and metadata and len(metadata) > 10 and day_of(metadata) == line.day:
        return metadata
    return line.published
