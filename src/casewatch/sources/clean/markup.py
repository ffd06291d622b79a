"""Markdown in a line: which stretches are read, and which are only marks and addresses."""

from __future__ import annotations

import re

_IMAGE = re.compile(
    r"!\[[^\]\n]{0,400}\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"
)
# A link's text may hold a picture.
_LINK = re.compile(
    r"(\[)((?:!\[[^\[\]\n]{0,400}\]\([^()\n]{0,1000}\)|[^\[\]\n]){0,400})"
    r"(\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\))"
)
_HEAD = re.compile(r"\s{0,40}(?:-->\s{0,5}|#{1,6}\s+|>\s+|[*+•·]\s+|[*+•·](?=\[))")
_STRONG = re.compile(r"\*\*\*?|__")
_EMPHASIS = re.compile(r"(?<![\w*])[_*](?=[^\s_*])|(?<=[^\s_*])[_*](?![\w*])")
_MARKS = frozenset("*_#[!>+•·")
_TAG = re.compile(
    r"</?(?:p|br|b|i|em|strong|span|div|a|u|li|ul|ol|h[1-6])(?:\s[^<>\n]{0,300})?/?>", re.I
)


def visible_pieces(
    text: str, start: int, end: int
) -> tuple[tuple[tuple[int, int], ...], bool, bool]:
    """The stretches of `text[start:end]` that are read, in order.

    Also says whether the line holds nothing but links and images, and whether it is marked as
    a heading. White space at both ends is left out.
    """
    raw = text[start:end]
    gone: list[tuple[int, int]] = []
    links_only = heading = False
    if not _MARKS.isdisjoint(raw) or "<" in raw or "-->" in raw:
        head = _HEAD.match(raw)
        if head:
            gone.append(head.span())
            heading = "#" in head.group()
        links_only = _mark_links(raw, gone, head.end() if head else 0)
        _mark_emphasis(raw, gone)
        if "<" in raw:
            gone.extend(m.span() for m in _TAG.finditer(raw))
    return _trim(text, _rest(start, end, gone)), links_only, heading


def _mark_links(raw: str, gone: list[tuple[int, int]], begin: int) -> bool:
    if "](" not in raw:
        return False
    covered = begin
    outside: list[str] = []
    image_spans = [m.span() for m in _IMAGE.finditer(raw)]
    gone.extend(image_spans)
    spans = list(image_spans)
    for link in _LINK.finditer(raw):
        if link.start() > 0 and raw[link.start() - 1] == "!":
            continue
        gone.extend([link.span(1), link.span(3)])
        spans.append(link.span())
    for a, b in sorted(spans):
        outside.append(raw[covered:a] if a > covered else "")
        covered = max(covered, b)
    outside.append(raw[covered:])
    return bool(spans) and not any(c.isalnum() for part in outside for c in part)


def _mark_emphasis(raw: str, gone: list[tuple[int, int]]) -> None:
    if "**" in raw or "__" in raw:
        gone.extend(m.span() for m in _STRONG.finditer(raw) if _is_emphasis(raw, m))
    if raw.count("*") + raw.count("_") >= 2:
        singles = list(_EMPHASIS.finditer(raw))
        # An odd mark is a footnote star or part of a handle: only pairs are emphasis.
        if len(singles) % 2 == 0 and not any("_" in m.group() for m in singles[1:-1]):
            gone.extend(m.span() for m in singles)


def _is_emphasis(raw: str, mark: re.Match[str]) -> bool:
    if mark.group() == "**":
        return True
    # A censored word (`d***`) or a handle (`a__b`) is no emphasis.
    inside = mark.start() > 0 and raw[mark.start() - 1].isalnum()
    return not (inside and mark.end() < len(raw) and raw[mark.end()].isalnum())


def _rest(start: int, end: int, gone: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    at = start
    for a, b in sorted(gone):
        if start + a > at:
            pieces.append((at, start + a))
        at = max(at, start + b)
    if at < end:
        pieces.append((at, end))
    return pieces


def _trim(text: str, pieces: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    while pieces:
        a, b = pieces[0]
        while a < b and text[a].isspace():
            a += 1
        if a < b:
            pieces[0] = (a, b)
            break
        pieces.pop(0)
    while pieces:
        a, b = pieces[-1]
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            pieces[-1] = (a, b)
            break
        pieces.pop()
    return tuple(pieces)
