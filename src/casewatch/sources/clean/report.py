"""A clean report out of raw text and metadata."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from casewatch.errors import CleanError
from casewatch.model.report import Report
from casewatch.sources.cards import mask_cards
from casewatch.sources.clean.dateline import find_dateline
from casewatch.sources.clean.furniture import furniture_lines
from casewatch.sources.clean.heading import find_publisher, find_title, head_date, head_fields
from casewatch.sources.clean.language import language_of
from casewatch.sources.clean.lines import Line, split_lines
from casewatch.sources.clean.published import choose, day_of, normal_date
from casewatch.sources.clean.textmap import TextMap, keep
from casewatch.sources.fetched import Given

#: Other spaces, and other ends of lines; each stands for one plain one.
_ODD_SPACE = re.compile("[\t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ODD_END = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A report with the way back to what was fetched.

    `original` is the text before cleaning (card data masked), to which `map` leads. `kept` are
    the bytes that may be stored, None where card data could not be masked in them. `notes` are
    warnings: what was not as it should be, and what was done about it.
    """

    report: Report
    original: str
    map: TextMap
    kept: bytes | None = None
    cards: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanText:
    """A clean text, its map, and what stands in its head."""

    text: str
    map: TextMap
    given: Given
    notes: tuple[str, ...] = ()


def clean_text(raw: str, given: Given | None = None) -> CleanText:
    """The clean text of `raw`, with date, title, publisher and language found or completed.

    `raw` is taken as masked. White space of other kinds becomes plain spaces, one for one; all
    else that changes is left out, so that the map leads back.
    """
    known = given or Given()
    plain = _ODD_END.sub("\n", _ODD_SPACE.sub(" ", raw))
    lines = split_lines(plain)
    fields, used = head_fields(lines)
    known = replace(
        known,
        title=known.title or fields.get("title", ""),
        url=known.url or fields.get("url", ""),
        published=known.published or fields.get("published", ""),
    )
    gone, top = furniture_lines(lines, known.title)
    gone |= used
    notes: list[str] = []
    if len(gone) == len(lines) and lines:
        # Better all of it than nothing.
        gone, top = set(), 0
        notes.append("no report stands out from the page's furniture; all of it was kept")
    metadata = normal_date(known.published) if known.published.strip() else None
    if known.published.strip() and metadata is None:
        notes.append(
            f"the given date {known.published[:40]!r} is no possible date and was left out"
        )
    dateline = find_dateline(lines, gone, top, day_of(metadata)) or head_date(fields)
    if dateline is not None and dateline.alone is not None and len(gone) < len(lines) - 1:
        gone.add(dateline.alone)
    text, back = keep(plain, _pieces(plain, lines, gone))
    first = lines[0].text if lines else ""
    return CleanText(
        text,
        back,
        replace(
            known,
            title=known.title.strip() or find_title(lines, gone),
            published=choose(dateline, metadata) or "",
            publisher=known.publisher.strip() or find_publisher(known.url, first),
            language=language_of(text, known.language),
        ),
        tuple(notes),
    )


def _pieces(plain: str, lines: list[Line], gone: set[int]) -> list[tuple[int, int]]:
    """The stretches of `plain` that are kept: lines with at most one blank line between them."""
    pieces: list[tuple[int, int]] = []
    last: Line | None = None
    last_place = -1
    for i, line in enumerate(lines):
        if i in gone:
            continue
        if last is not None:
            # The line break after the last kept line, and the one before this line where the
            # two stand apart.
            pieces.append((last.end, last.end + 1))
            if i > last_place + 1 or line.start > last.end + 1:
                before = line.start - 1
                if before > last.end:
                    pieces.append((before, before + 1))
        pieces.extend(line.pieces)
        last, last_place = line, i
    return pieces


def build(raw: str, given: Given, fetched: bytes, path: str, fallback_id: str) -> Cleaned:
    """The clean report of text `raw`, of which `fetched` are the bytes. Raises CleanError."""
    masked = mask_cards(raw)
    found = clean_text(masked.text, _masked(given))
    if not found.text.strip():
        raise CleanError("there is no text in it", hint="give a file that holds the report's text")
    digest = hashlib.sha256(fetched).hexdigest()
    notes = list(found.notes)
    if masked.count:
        notes.append(f"{masked.count} payment-card numbers or tracks were masked")
    report = Report(
        id=given.id or fallback_id or digest[:16],
        text=found.text,
        title=found.given.title,
        published=found.given.published or None,
        publisher=found.given.publisher,
        url=found.given.url,
        path=path,
        language=found.given.language,
        sha256=digest,
    )
    return Cleaned(report, masked.text, found.map, None, masked.count, tuple(notes))


def _masked(given: Given) -> Given:
    return replace(
        given,
        title=mask_cards(given.title).text,
        url=mask_cards(given.url).text,
        publisher=mask_cards(given.publisher).text,
    )


__all__ = ["CleanText", "Cleaned", "build", "clean_text"]
