"""Title and publisher of a report where metadata lacks them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from casewatch.sources.clean.dateline import DateLine
from casewatch.sources.clean.dates import dates_in
from casewatch.sources.clean.lines import Line
from casewatch.sources.clean.published import day_of, normal_date
from casewatch.sources.tables import table

_HEAD = re.compile(r"(title|url source|published time|url|date)\s{0,3}:\s{0,3}(\S.{0,600})", re.I)
_SITE = re.compile(r" (?:\||—|–|»|::) ([^|—–»]{2,60})$")
_LONGEST = 300


@cache
def _hosts() -> dict[str, str]:
    return dict(table("publishers")["hosts"])


def head_fields(lines: Sequence[Line]) -> tuple[dict[str, str], set[int]]:
    """What a converter wrote over the text (`Title: …`, `URL Source: …`), and in which lines."""
    fields: dict[str, str] = {}
    used: set[int] = set()
    for i, line in enumerate(lines[:6]):
        match = _HEAD.fullmatch(line.text)
        if not match:
            continue
        name = match[1].casefold()
        name = {"url source": "url", "published time": "published", "date": "published"}.get(
            name, name
        )
        if name == "url" and not match[2].startswith(("http://", "https://")):
            continue
        fields.setdefault(name, match[2].strip())
        if name != "title" or len(lines) > i + 1:
            used.add(i)
    return fields, used


def head_date(fields: Mapping[str, str]) -> DateLine | None:
    """The date among the fields of a head: nearer to the text than metadata from elsewhere."""
    published = normal_date(fields.get("published", ""))
    day = day_of(published)
    return DateLine(day, published or "", sure=True) if day else None


def find_title(lines: Sequence[Line], dropped: set[int]) -> str:
    """The title as the text shows it: its first heading, or a first line that looks like one."""
    candidates = [line for i, line in enumerate(lines) if i not in dropped][:6]
    for line in candidates:
        if line.heading and len(line.text) <= _LONGEST:
            return without_site(line.text)
    for line in candidates[:4]:
        if len(line.text) > _LONGEST or line.is_body:
            break
        words = line.text.count(" ") + 1
        dated = any((w.end - w.start) * 3 > len(line.text) for w in dates_in(line.text))
        if words >= 3 and not dated and not line.text.endswith((":", ",")):
            return without_site(line.text)
    return ""


def without_site(title: str) -> str:
    """A page's title without the name of the site at its end."""
    match = _SITE.search(title)
    return title[: match.start()].strip() if match and match.start() > 12 else title


def find_publisher(url: str, page_title: str = "") -> str:
    """Who publishes: by the host of the address, else the site named in the page's title."""
    try:
        host = (urlsplit(url).hostname or "").casefold()
    except ValueError:
        host = ""
    while host:
        if host in _hosts():
            return _hosts()[host]
        host = host.partition(".")[2]
    match = _SITE.search(page_title)
    named = match is not None and match.start() > 12 and not any(c.isdigit() for c in match[1])
    return match[1].strip() if match and named else ""
