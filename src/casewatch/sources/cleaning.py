"""Fetched bytes to clean reports, by kind; failures stay values, so that others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from casewatch.errors import CasewatchError, CleanError
from casewatch.model.report import Report
from casewatch.sources.cards import mask_cards
from casewatch.sources.clean.heading import find_publisher
from casewatch.sources.clean.published import usage_date
from casewatch.sources.clean.report import Cleaned, build
from casewatch.sources.decode import Decoded, by_charset, decode
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Failure, Fetched, Given
from casewatch.sources.html import html_text
from casewatch.sources.jsonl import fetched_row
from casewatch.sources.limits import Limits
from casewatch.sources.mail import mail_text
from casewatch.sources.pdf import pdf_text

_TEXT_MEDIA = frozenset({"text", "markdown", "html"})


def clean(
    fetched: Fetched, overrides: Given | None = None, limits: Limits | None = None
) -> Cleaned:
    """The clean report of what was fetched. What the user gives in `overrides` wins over all.

    Raises CleanError where no text can be found, UsageError for an impossible date given.
    """
    bounds = limits or Limits()
    if len(fetched.content) > bounds.text_bytes:
        raise bounds.too_large("the input")
    found = _extract(fetched, bounds)
    cleaned = build(
        found.text,
        _completed(_joined(fetched.given, found.given), fetched.otherwise),
        fetched.content,
        fetched.path,
        found.id_hint,
    )
    notes = tuple(note for note in (fetched.note, found.note) if note) + cleaned.notes
    report = cleaned.report
    if overrides is not None:
        report = replace(
            report,
            published=usage_date(overrides.published) if overrides.published else report.published,
            url=overrides.url or report.url,
            publisher=overrides.publisher or report.publisher,
            title=overrides.title or report.title,
            language=overrides.language or report.language,
        )
    return replace(cleaned, report=report, kept=_kept(fetched, cleaned), notes=notes)


def clean_report(row: Mapping[str, Any]) -> Report:
    """The clean report of a JSONL row: `id`, `title`, `text` or `html`, `published`, `url`,
    `publisher`, `language`. Raises CleanError where there is no text.
    """
    return clean(fetched_row(row, "row")).report


def clean_all(
    inputs: Iterable[Fetched | Failure],
    overrides: Given | None = None,
    limits: Limits | None = None,
) -> Iterator[Cleaned | Failure]:
    """The clean reports of `inputs` in their order, each failure in its place.

    Raises UsageError before anything is read where the user gave an impossible date.
    """
    if overrides is not None and overrides.published:
        usage_date(overrides.published)
    return _cleaned(inputs, overrides, limits)


def _cleaned(
    inputs: Iterable[Fetched | Failure], overrides: Given | None, limits: Limits | None
) -> Iterator[Cleaned | Failure]:
    for item in inputs:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield clean(item, overrides, limits)
        except CasewatchError as problem:
            yield Failure(item.source, problem)


def _extract(fetched: Fetched, limits: Limits) -> Extracted:
    if fetched.media == "html":
        return html_text(fetched.content, fetched.given.url, fetched.charset)
    if fetched.media == "pdf":
        return pdf_text(fetched.content, limits)
    if fetched.media == "mail":
        return mail_text(fetched.content, limits)
    said = by_charset(fetched.content, fetched.charset) if fetched.charset else None
    decoded = decode(fetched.content) if said is None else Decoded(said)
    return Extracted(decoded.text, note=decoded.note)


def _joined(given: Given, found: Given) -> Given:
    """What is given from outside, completed by what the document says of itself."""
    return Given(
        id=given.id or found.id,
        title=given.title or found.title,
        published=given.published or found.published,
        url=given.url or found.url,
        publisher=given.publisher or found.publisher,
        language=given.language or found.language,
    )


def _completed(given: Given, otherwise: Given) -> Given:
    """What is given, completed by what holds otherwise. A publisher that is only the name of the
    host is none that anybody declared.
    """
    host = given.url.partition("://")[2].partition("/")[0].casefold().removeprefix("www.")
    if given.publisher.casefold() == host and otherwise.publisher:
        given = replace(given, publisher=find_publisher(given.url) or otherwise.publisher)
    return _joined(given, otherwise)


def _kept(fetched: Fetched, cleaned: Cleaned) -> bytes | None:
    """The bytes that may be stored: those fetched, with card data masked in kinds of text.

    None where card data cannot be masked: in a PDF, a mail, or a page whose markup hides a part
    of the numbers that its text shows.
    """
    if fetched.media not in _TEXT_MEDIA:
        return None if cleaned.cards else fetched.content
    try:
        text = fetched.content.decode("utf-8")
    except UnicodeDecodeError:
        return None if cleaned.cards else fetched.content
    masked = mask_cards(text)
    if masked.count < cleaned.cards:
        return None
    return masked.text.encode("utf-8") if masked.count else fetched.content


__all__ = ["CleanError", "clean", "clean_all"]
