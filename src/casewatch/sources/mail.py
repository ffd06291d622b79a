"""Mail messages: the text of the body (or else of its HTML), and what parts they have."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import PurePosixPath

from casewatch.errors import CleanError
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given, Media
from casewatch.sources.html import html_text
from casewatch.sources.limits import Limits

_QUOTE = re.compile(r"^>+ ?", re.M)
_SIGNATURE = re.compile(r"\n-- ?\n[\s\S]{0,4000}\Z")
_FLOWED = re.compile(r"(?<=\S) \n(?=\S)")
_PGP = re.compile(r"-----BEGIN PGP MESSAGE-----")
# What the standard library's parsers raise on malformed headers.
_MALFORMED = (ValueError, TypeError, IndexError, AttributeError, LookupError)
_BY_ENDING: dict[str, Media] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "mail",
}
_BY_KIND: dict[str, Media] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
}
#: Kinds of which nobody expects a report: pictures, sounds, signatures, delivery notes, invitations.
_PASSED_OVER = (
    "image/", "audio/", "video/", "font/", "message/", "text/calendar", "text/vcard",
    "text/x-vcard", "text/css", "application/pgp-", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "multipart/",
)  # fmt: skip
_BOUNDARY = re.compile(rb"boundary\s{0,5}=", re.I)
_MOST_MULTIPARTS = 300
_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,60}:", re.M)


def mail_text(content: bytes, limits: Limits) -> Extracted:
    """The body of the message `content`, with its subject, date and sender.

    Attachments and messages inside it are no part of that: `attachments.expanded` gives them as
    reports of their own; those of a kind that is not read are named in the note. Raises CleanError
    for a message without text, an encrypted one, and what is no message.
    """
    message = parsed(content)
    body, unread = [], []
    for part in parts_of(message, limits):
        if part.is_body:
            body.append(part.part)
        elif part.media is None:
            unread.append(part.name)
    text = "\n\n".join(_content(p) for p in body if p.get_content_type() == "text/plain")
    html = "\n".join(_content(p) for p in body if p.get_content_type() == "text/html")
    given = Given(
        title=header(message, "subject"),
        published=header(message, "date"),
        publisher=_sender(message),
    )
    note = f"not read: {', '.join(unread[:10])}" if unread else ""
    if _PGP.match(text.lstrip()):
        raise _encrypted()
    if text.strip():
        return Extracted(_plain(text), given, note)
    if html.strip():
        found = html_text(html.encode("utf-8", "replace"))
        return Extracted(found.text, given, "; ".join(n for n in (note, found.note) if n))
    raise CleanError("the mail has no text", hint="its attachments are read on their own")


def parsed(content: bytes) -> EmailMessage:
    """The message in `content`. Raises CleanError where it is empty, encrypted, or none."""
    if not content.strip():
        raise CleanError("the mail is empty", hint="save it again, or leave it out")
    if _HEADER.search(content[:4000]) is None:
        raise CleanError("this is no mail message", hint="save the message as .eml with headers")
    if len(_BOUNDARY.findall(content)) > _MOST_MULTIPARTS:
        # The parser looks at each line once for each part that it lies in.
        raise CleanError(
            f"the mail has more than {_MOST_MULTIPARTS} parts within parts",
            hint="save its text as a .txt file",
        )
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    except (RecursionError, *_MALFORMED) as problem:
        raise CleanError(
            "the mail is torn or nested too deeply", hint="save its text as a .txt file"
        ) from problem
    kind = message.get_content_type()
    smime = header(message, "content-type").casefold()
    if kind == "multipart/encrypted" or (
        kind in ("application/pkcs7-mime", "application/x-pkcs7-mime")
        and "signed-data" not in smime
    ):
        raise _encrypted()
    return message


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: a piece of its body, or an attachment with its name and kind.

    `media` is None for a kind that is not read.
    """

    part: EmailMessage
    is_body: bool
    name: str = ""
    media: Media | None = None


def parts_of(message: EmailMessage, limits: Limits) -> Iterator[Part]:
    """The parts of a message, outermost first, without those of messages inside it.

    At most as many and as deep as the limits say.
    """
    waiting = deque([(message, 0)])
    number = 0
    while waiting and number < limits.mail_parts:
        part, depth = waiting.popleft()
        kind = part.get_content_type()
        if part.is_multipart() and not kind.startswith("message/"):
            if depth < limits.mail_depth:
                inner = [p for p in part.iter_parts() if isinstance(p, EmailMessage)]
                waiting.extendleft((p, depth + 1) for p in reversed(inner))
            continue
        number += 1
        name = _file_name(part)
        if kind in ("text/plain", "text/html") and not name and not _is_attached(part):
            yield Part(part, True)
        elif kind == "message/rfc822":
            inside = next(iter(part.iter_parts()), None) if part.is_multipart() else None
            said = header(inside, "subject") if isinstance(inside, EmailMessage) else ""
            yield Part(part, False, name or said or f"message {number}", "mail")
        elif not kind.startswith(_PASSED_OVER):
            media = _BY_ENDING.get(PurePosixPath(name.casefold()).suffix) or _BY_KIND.get(kind)
            yield Part(part, False, name or f"part {number} ({kind})", media)


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except _MALFORMED:
        return True


def _file_name(part: EmailMessage) -> str:
    try:
        name = part.get_filename("") or ""
    except _MALFORMED:
        name = ""
    return " ".join(PurePosixPath(name.replace("\\", "/")).name.split())[:120]


def _encrypted() -> CleanError:
    return CleanError("the mail is encrypted", hint="decrypt it and save it anew")


def header(message: EmailMessage, name: str) -> str:
    """A header on one line; empty where it is missing or malformed."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except _MALFORMED:
        return ""


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(header(message, "from"))
    return name or address.partition("@")[2]


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
