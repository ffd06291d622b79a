"""Feeds as text: character sets sorted out, what is no feed named, hostile markup refused."""

from __future__ import annotations

import re

from casewatch.errors import CleanError
from casewatch.sources.decode import by_charset

_DECLARED = re.compile(rb"""^\s{0,40}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
#: UTF-16 without a mark, told by how XML begins.
_BARE = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
#: Characters that no XML may hold; some feeds do, and would be lost whole for one of them.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def document(content: bytes, charset: str = "") -> tuple[str, str]:
    """A feed's document as text, and a note where its character set was not what it said.

    `charset` is what the server said. Raises CleanError for an empty document.
    """
    if not content.strip():
        raise CleanError("the feed is empty", hint="try again later")
    for start, encoding in _BARE:
        if content.startswith(start):
            content = content.decode(encoding, "replace").encode("utf-8-sig")
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.replace(b"\x00", b"")
    declared = _DECLARED.match(content[:300])
    said = [declared[1].decode("ascii").casefold()] if declared else []
    for name in (*said, charset, "utf-8"):
        text = by_charset(content, name) if name else None
        if text is not None:
            break
    else:
        text = content.decode("cp1252", "replace")
    note = ""
    if "\ufffd" in text or (said and _differs(content, text, said[0])):
        note = f"the feed is not in the character set that it says ({(said or [charset])[0][:40]})"
    return text.translate(_FORBIDDEN), note


def _differs(content: bytes, text: str, said: str) -> bool:
    try:
        return content.decode(said) != text and not content.startswith((b"\xef\xbb\xbf", b"\xff"))
    except (UnicodeError, LookupError):
        return True


def without_declaration(text: str) -> str:
    """An XML document without its first line, whose character set holds no longer."""
    return _DECLARATION.sub("", text, count=1).lstrip()


def is_page(text: str) -> bool:
    """Whether a document is a web page rather than a feed."""
    start = text.lstrip("\ufeff \t\r\n")[:200].casefold()
    return start.startswith(("<!doctype html", "<html", "<head", "<body"))


def refuse_entities(text: str) -> None:
    """Raises CleanError for XML that declares entities of its own: how bombs are made.

    Only what stands before the first element can declare any; it is read as the grammar of XML
    has it, in linear time.
    """
    at = 1 if text.startswith("\ufeff") else 0
    while True:
        at = _past_space(text, at)
        if text.startswith("<?", at):
            at = _behind(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _behind(text, "-->", at + 4)
        elif text.startswith("<!", at):
            inside, end = text.find("[", at), text.find(">", at)
            if inside >= 0 and (end < 0 or inside < end):
                raise CleanError(
                    "the feed declares entities of its own, as bombs do", hint="it is not read"
                )
            at = len(text) if end < 0 else end + 1
        else:
            return


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _behind(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)
