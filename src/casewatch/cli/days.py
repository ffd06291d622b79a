"""Dates that a user gives on the command line."""

from __future__ import annotations

import calendar
import re

from casewatch.errors import UsageError

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def last_day(value: str | None) -> str | None:
    """The last day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` covers; None stays None.

    Raises `UsageError` for what is no date.
    """
    if value is None:
        return None
    found = _FORM.match(value)
    if found:
        year, month = int(found[1]), int(found[2] or 12)
        if year and 1 <= month <= 12:
            most = calendar.monthrange(year, month)[1]
            day = int(found[3] or most)
            if 1 <= day <= most:
                return f"{year:04}-{month:02}-{day:02}"
    raise UsageError(f"{value} is no date", hint="write YYYY, YYYY-MM or YYYY-MM-DD")
