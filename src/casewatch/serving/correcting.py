"""Corrections by selecting words: a name that is none or was misread, an event that does not count."""

from __future__ import annotations

import re

from casewatch.cases.judged import FACT
from casewatch.cases.renaming import NAME
from casewatch.errors import NotFoundError, UsageError
from casewatch.model.facts import canonical_json
from casewatch.model.spans import Span
from casewatch.resolving.kept import keys_to_text
from casewatch.review.judging import Author
from casewatch.serving.desk import Desk
from casewatch.serving.judging import not_decided_since
from casewatch.serving.snapshot import Snapshot
from casewatch.store import Decision

#: A name is no longer than that.
LONGEST_NAME = 120
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})\Z")


def span_of(text: str) -> Span:
    """A span written as `59-76`. Raises `UsageError`."""
    found = _SPAN.match(text.strip())
    if found is None or int(found[1]) >= int(found[2]):
        raise UsageError(f"{text[:30]} is no span", hint="write START-END, in code points")
    return Span(int(found[1]), int(found[2]))


def words_at(snapshot: Snapshot, report: str, span: Span) -> str:
    """The words of a report at a span, to the letter. Raises `UsageError` where there are none."""
    text = snapshot.reading(report).report.text
    if span.end > len(text) or not text[span.start : span.end].strip():
        raise UsageError(f"{report} has no words at {span.start}-{span.end}")
    return text[span.start : span.end]


def _trimmed(snapshot: Snapshot, report: str, span: Span) -> Span:
    words = words_at(snapshot, report, span)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def name(
    desk: Desk, case: str, wrong: str, author: Author, *, report: str = "", span: str = "",
    known: str | None = None,
) -> Decision:  # fmt: skip
    """Keeps that a name is none of a case file's, or that words of a report give the right one.

    Raises `NotFoundError` for a name that the case file has not, `UsageError` for words that
    are none, and where the name by which the case file goes would be taken away.
    """
    with desk.judging() as (snapshot, store):
        found = snapshot.case(case)
        entity = snapshot.entity(found)
        if wrong not in {n.name for n in found.names}:
            raise NotFoundError(f"{found.name} has no name {wrong[:60]}")
        not_decided_since(known, snapshot, store, entity.keys)
        on: dict[str, object] = {"name": wrong}
        verdict = "reject"
        if report or span:
            if report not in entity.reports:
                raise UsageError(f"{found.name} is not in the report {report[:60]}")
            place = _trimmed(snapshot, report, span_of(span))
            right = words_at(snapshot, report, place)
            if len(right) > LONGEST_NAME:
                raise UsageError(f"a name of {len(right)} letters is none")
            on |= {"at": {"report": report, "span": list(place)}, "to": " ".join(right.split())}
            verdict = "correct"
        elif wrong == found.names[0].name:
            raise UsageError(
                f"{wrong} is the name by which the case file goes",
                hint="correct it from the words of a report, or take the report out",
            )
        because = {"because": author.because} if author.because else {}
        grounds = {**author.context, **because, "names": [found.name], "cases": [found.id]}
        keys = keys_to_text(entity.keys)
        return store.decide(
            Decision("", NAME, keys, canonical_json(on), verdict, author.by, grounds)
        )


def fact(
    desk: Desk, case: str, what: str, author: Author, *, report: str, span: str,
    known: str | None = None,
) -> Decision:  # fmt: skip
    """Keeps that an event, as told at these words and their copies, does not count.

    Raises `NotFoundError` where the case file tells of no such event there.
    """
    with desk.judging() as (snapshot, store):
        found = snapshot.case(case)
        entity = snapshot.entity(found)
        place = span_of(span)
        lines = [
            line
            for line in found.timeline
            if line.type == what
            and any(s.report == report and _meet(s.span, place) for s in line.sources)
        ]
        if not lines:
            raise NotFoundError(f"{found.name}: no {what[:30]} is told there")
        not_decided_since(known, snapshot, store, entity.keys)
        copies = snapshot.projection.copies
        group = copies.group(report)
        told = [s for s in lines[0].sources if copies.group(s.report) == group]
        at = [{"report": s.report, "span": list(s.span)} for s in told]
        on = {"what": what, "at": at}
        because = {"because": author.because} if author.because else {}
        grounds = {**author.context, **because, **on, "names": [found.name], "cases": [found.id]}
        keys = keys_to_text(entity.keys)
        return store.decide(
            Decision("", FACT, keys, canonical_json(on), "reject", author.by, grounds)
        )


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
