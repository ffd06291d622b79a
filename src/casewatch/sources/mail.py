"""The text of a mail message: its text part, or else the text of its HTML part."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from casewatch.errors import CleanError
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given
from casewatch.sources.html import html_text
from casewatch.sources.limits import Limits

_QUOTE = re.compile(r"^>+ ?", re.M)
_SIGNATURE = re.compile(r"\n-- ?\n[\s\S]{0,4000}\Z")
_FLOWED = re.compile(r"(?<=\S) \n(?=\S)")
_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,60}:", re.M)


def mail_text(content: bytes, limits: Limits) -> Extracted:
    """The body of the message `content`, with its subject, date and sender.

    Attachments are not read. Raises CleanError for a message without text and for what is no
    message.
    """
    if not content.strip():
        raise CleanError("the mail is empty", hint="save it again, or leave it out")
    if _HEADER.search(content[:4000]) is None:
        raise CleanError("this is no mail message", hint="save the message as .eml with headers")
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    text, html = _bodies(message, limits)
    given = Given(
        title=_header(message, "subject"),
        published=_header(message, "date"),
        publisher=_sender(message),
    )
    if text.strip():
        return Extracted(_plain(text), given)
    if html.strip():
        found = html_text(html.encode("utf-8", "replace"))
        return Extracted(found.text, given, found.note)
    raise CleanError("the mail has no text", hint="save its attachment and give that")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        # Malformed headers raise all of these in the standard library's parsers.
        return ""


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(_header(message, "from"))
    return name or address.partition("@")[2]


def _bodies(message: EmailMessage, limits: Limits) -> tuple[str, str]:
    """The texts of all text parts and of all HTML parts that are no attachments."""
    text: list[str] = []
    html: list[str] = []
    parts = [(message, 0)]
    while parts:
        part, depth = parts.pop(0)
        if part.is_multipart():
            if depth < limits.mail_depth:
                inner = [(p, depth + 1) for p in part.iter_parts()]
                parts = [(p, d) for p, d in inner if isinstance(p, EmailMessage)] + parts
            continue
        if part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html"):
            (text if kind == "text/plain" else html).append(_content(part))
    return "\n\n".join(text), "\n".join(html)


def _content(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = part.get_content_charset("utf-8")
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")


def _plain(text: str) -> str:
    """Text without quotation marks of replies, signature and soft line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SIGNATURE.sub("\n", text)
    return _FLOWED.sub(" ", _QUOTE.sub("", text))
