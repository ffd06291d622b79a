"""Mails with attachments: the mail first, then what is attached to it, each a report of its own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import PurePosixPath

from casewatch.errors import CleanError
from casewatch.sources.cards import mask_cards
from casewatch.sources.fetched import Failure, Fetched, Given
from casewatch.sources.limits import Limits
from casewatch.sources.mail import Part, parsed, parts_of
from casewatch.sources.names import bounded


def expanded(
    items: Iterable[Fetched | Failure], limits: Limits | None = None
) -> Iterator[Fetched | Failure]:
    """`items` with what is attached to each mail after it; all else as it is.

    An attached message is a mail itself. Its own words say when it was written and by whom; an
    attached document is dated by nothing but itself, for the mail's day is that of its sending.
    """
    bounds = limits or Limits()
    for item in items:
        if isinstance(item, Fetched) and item.media == "mail":
            yield from _of_mail(item, bounds, 0)
        else:
            yield item


def _of_mail(mail: Fetched, limits: Limits, depth: int) -> Iterator[Fetched | Failure]:
    mail = _identified(mail)
    try:
        parts = list(parts_of(parsed(mail.content), limits))
    except CleanError:
        yield mail  # the cleaning says what is wrong with it
        return
    attached = [part for part in parts if part.media is not None]
    if any(part.is_body for part in parts) or not attached:
        yield mail
    if depth >= limits.mail_depth:
        if attached:
            problem = CleanError(
                f"messages inside messages, more than {limits.mail_depth} deep",
                hint="save the inner ones as files of their own",
            )
            yield Failure(mail.source, problem)
        return
    names = Counter[str]()
    left = limits.mail_bytes
    for part in attached:
        content = _bytes_of(part)
        left -= len(content)
        name = _unused(mask_cards(part.name).text, names)
        source = f"{mail.source}, attachment {name}"
        if left < 0 or len(content) > limits.text_bytes:
            yield Failure(source, limits.too_large("the attachment"))
            continue
        if not content.strip():
            yield Failure(source, CleanError("the attachment is empty", hint="fetch it again"))
            continue
        found = _attached(mail, part, content, source, name)
        if found.media == "mail":
            yield from _of_mail(found, limits, depth + 1)
        else:
            yield found


def _identified(mail: Fetched) -> Fetched:
    """The mail with an id, on which those of its attachments hang."""
    if mail.given.id:
        return mail
    name = hashlib.sha256(mail.content).hexdigest()[:16]
    return replace(mail, given=replace(mail.given, id=name))


def _attached(mail: Fetched, part: Part, content: bytes, source: str, name: str) -> Fetched:
    assert part.media is not None
    given = Given(id=bounded(f"{mail.given.id}/{name}"), url=mail.given.url)
    if part.media in ("text", "markdown", "html"):
        charset = part.part.get_content_charset("") or ""
        return Fetched(content, part.media, source, mail.path, given, charset=charset)
    return Fetched(content, part.media, source, mail.path, given)


def _bytes_of(part: Part) -> bytes:
    """What is attached, unpacked from the letters that carry it; empty where that fails."""
    try:
        if part.part.get_content_type() == "message/rfc822":
            inner = next(iter(part.part.iter_parts()), None)
            if isinstance(inner, EmailMessage):
                return inner.as_bytes()
        raw = part.part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AttributeError, UnicodeError):
        return b""
    return raw if isinstance(raw, bytes) else b""


def _unused(name: str, names: Counter[str]) -> str:
    """`name`, told apart from one before it in the same mail by a number."""
    names[name] += 1
    if names[name] == 1:
        return name
    path = PurePosixPath(name)
    return f"{path.stem}-{names[name]}{path.suffix}"
