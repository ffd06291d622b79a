"""Pages of a collection: an opaque mark of where the next one begins, good for one question."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from casewatch.store.sharing import Wanted

#: Objects on a page unless asked for fewer.
PAGE = 500
_MOST_VALUES = 500
_NUMBER = re.compile(r"[0-9]{1,9}")
#: What may be asked; anything else is ignored, as the specification says.
_MATCHES = ("match[id]", "match[type]", "match[version]", "match[spec_version]")


class QuestionError(Exception):
    """A question that is not put as the specification wants it."""


def moment(text: str) -> str:
    """A time as it is kept: UTC with six digits of a second. Raises `QuestionError`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise QuestionError("added_after is no timestamp such as 2026-01-31T12:00:00Z") from None
    if found.tzinfo is None:
        raise QuestionError("added_after has no time zone")
    return kept_moment(found)


def kept_moment(found: datetime) -> str:
    """A time with six digits of a second, so that texts sort as times do."""
    return found.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def limit_of(text: str | None) -> int:
    """How many objects a page has. Raises `QuestionError` for what is no such number."""
    if text is None:
        return PAGE
    if not _NUMBER.fullmatch(text) or int(text) < 1:
        raise QuestionError("limit is no whole number from 1")
    return min(int(text), PAGE)


def _values(text: str | None) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(v for v in (text or "").split(",") if v))
    if len(found) > _MOST_VALUES:
        raise QuestionError(f"more than {_MOST_VALUES} values to match")
    return found


def wanted(query: Iterable[tuple[str, str]], place: str) -> Wanted | None:
    """What a query asks of the list at `place`; None where nothing can match.

    Raises `QuestionError`.
    """
    asked = dict(query)
    specs = _values(asked.get("match[spec_version]"))
    versions = _values(asked.get("match[version]")) or ("last",)
    for version in versions:
        if version not in ("first", "last", "all"):
            moment(version)
    after = asked.get("added_after")
    found = Wanted(
        after=_after(asked["next"], asked, place) if "next" in asked else 0,
        added_after=moment(after) if after else "",
        ids=_values(asked.get("match[id]")),
        types=_values(asked.get("match[type]")),
        versions=versions,
    )
    return None if specs and "2.1" not in specs else found


def _question(asked: dict[str, str], place: str) -> str:
    kept = sorted((key, asked[key]) for key in (*_MATCHES, "added_after") if key in asked)
    return hashlib.sha256(json.dumps([place, kept]).encode()).hexdigest()[:12]


def mark(number: int, query: Iterable[tuple[str, str]], place: str) -> str:
    """The mark of the page behind the object with this number."""
    raw = f"{number}.{_question(dict(query), place)}".encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _after(given: str, asked: dict[str, str], place: str) -> int:
    wrong = QuestionError("next is no mark that this server gave for this question")
    try:
        raw = base64.urlsafe_b64decode(given[:200] + "=" * (-len(given) % 4)).decode()
    except (ValueError, UnicodeDecodeError):
        raise wrong from None
    number, _, question = raw.partition(".")
    if not _NUMBER.fullmatch(number) or question != _question(asked, place):
        raise wrong
    return int(number)
