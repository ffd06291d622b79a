"""Bytes to text: encodings told apart, torn characters kept visible, binaries refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from casewatch.errors import CleanError

#: A text may hold at most this share of characters that no text has.
_UNREADABLE_SHARE = 0.05

_UNREADABLE = re.compile("[\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f]")

_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|windows-\d{3,4}|cp\d{3,4}|iso-?8859-?\d{1,2}|latin-?\d|koi8-[ru]"
    r"|gb2312|gbk|gb18030|big5(?:-?hkscs)?|euc-(?:jp|kr)|shift[-_]?jis|iso-2022-jp|tis-620"
    r"|mac-?cyrillic|macintosh|us-ascii|ascii"
)
_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"SQLite format 3", "a database"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes; `note` says what was not readable, empty where all was."""

    text: str
    note: str = ""


def decode(content: bytes) -> Decoded:
    """The text in `content`, UTF-8 or with a byte-order mark, else Windows-1252.

    Torn UTF-8 is read with a replacement mark for each torn place, and a note says how many.
    Raises CleanError for an empty file and for a binary one.
    """
    if not content.strip():
        raise CleanError("the file is empty", hint="fetch it again, or leave it out")
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise CleanError(
                f"this is {what}, not text", hint="give it the right ending, or convert it to text"
            )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content[len(mark) :].decode(encoding, "replace"))
    if b"\x00" in content:
        raise _binary()
    try:
        return Decoded(_without_controls(content.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", "replace")
    torn = text.count("\ufffd")
    some_utf8 = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    if some_utf8 < torn and torn > 3:
        western = content.decode("cp1252", "replace")
        if _unreadable(western) <= _UNREADABLE_SHARE / 5 and _letters(western) > 0.6:
            return Decoded(western, "the text is not UTF-8 and was read as Windows-1252")
    return _checked(text)


def by_charset(content: bytes, charset: str) -> str | None:
    """`content` as text where UTF-8 or the character set that is said to be its own fits it to the
    last byte; None where neither does.

    UTF-8 comes first whatever is said: other texts are hardly ever UTF-8 by chance, and wrong
    names for it are common. Only character sets of the web are taken for one.
    """
    name = charset.strip().casefold()
    said = name if _CHARSET.fullmatch(name) else ""
    if said in _WESTERN:
        said = "cp1252"  # as browsers read these
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content, said = content[len(mark) :], encoding
    for encoding in (said, "utf-8") if said.startswith("utf-16") else ("utf-8", said):
        if not encoding:
            continue
        try:
            text = content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    return None


def _checked(text: str) -> Decoded:
    if _unreadable(text) > _UNREADABLE_SHARE:
        raise _binary()
    torn = text.count("\ufffd")
    places = "1 place was" if torn == 1 else f"{torn} places were"
    return Decoded(text, f"torn text: {places} unreadable and marked" if torn else "")


def _without_controls(text: str) -> str:
    if _unreadable(text) > _UNREADABLE_SHARE:
        raise _binary()
    return text


def _unreadable(text: str) -> float:
    sample = text if len(text) <= 200_000 else text[:100_000] + text[-100_000:]
    return len(_UNREADABLE.findall(sample)) / max(1, len(sample))


def _letters(text: str) -> float:
    sample = text[:20_000]
    return sum(1 for c in sample if c.isalnum() or c.isspace()) / max(1, len(sample))


def _binary() -> CleanError:
    return CleanError(
        "this is no text but a binary file", hint="convert it to text, or leave it out"
    )
