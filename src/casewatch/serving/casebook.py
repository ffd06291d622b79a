"""What the page of a case file shows beside the case file itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from casewatch.cases import wording
from casewatch.cases.model import CaseFile, Line, Link, Named, Source
from casewatch.errors import CasewatchError
from casewatch.model.report import Report
from casewatch.resolving.anchors import Anchors
from casewatch.resolving.compare import Comparison
from casewatch.resolving.kept import keys_of_text
from casewatch.review.grounds import readable_grounds
from casewatch.serving.dates import apart, interval
from casewatch.serving.draw.activity import Chart, chart
from casewatch.serving.draw.timeline import Strip, strip
from casewatch.serving.judging import last_decision
from casewatch.serving.snapshot import Snapshot
from casewatch.serving.strings import words
from casewatch.store import Decision
from casewatch.watching.asked import set_free
from casewatch.watching.model import Series
from casewatch.watching.outward import series_to_json
from casewatch.watching.uptick import Week, watch

#: Widths in pixels for which the two drawings of a timeline are made.
WIDE, NARROW = 1000.0, 330.0
EVERY = 100.0
#: What stands at the ends of a stretch that is told in days, in this order.
ANCHORS = ("charge", "arrest", "conviction", "plea", "sentence", "release", "exchange")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at the top of the page, with what it is."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The reports that carry one text: one source, however often it was published."""

    first: Report
    copies: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """What a rule joined, with its grounds for and against."""

    sides: tuple[str, ...]
    reports: tuple[str, ...]
    points: float
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A series with its chart; `chart` is None where there is no week."""

    series: Series
    weeks: tuple[Week, ...]
    chart: Chart | None
    since: date | None
    says: str
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All of it."""

    verdict: str
    tone: str
    lines: tuple[str, ...]
    differ: str
    figures: tuple[Figure, ...]
    stretches: tuple[Figure, ...]
    wide: Strip | None
    narrow: Strip | None
    also: tuple[Named, ...]
    scripts: tuple[Named, ...]
    people: tuple[Link, ...]
    things: tuple[Link, ...]
    sources: tuple[Told, ...]
    decisions: tuple[Decision, ...]
    joins: tuple[Joined, ...]
    known: str


def verdict(case: CaseFile) -> tuple[str, str]:
    """The standing in a word or two, and the tone in which it is shown."""
    status = case.status
    if case.kind != "person":
        return words("verdict.group"), "plain"
    if status.cleared == "acquittal" and not status.finding:
        return words("verdict.acquitted"), "free"
    if status.cleared and not status.finding:
        return words("verdict.dismissed"), "free"
    if status.finding:
        return words("verdict.guilty"), "judge"
    if status.proven or status.alleged:
        return words("verdict.unproven"), "accuse"
    return words("verdict.nothing"), "plain"


def differ(case: CaseFile) -> str:
    """Where what is alleged goes beyond what was found, in one sentence; else empty."""
    status = case.status
    listed = ", ".join(o.replace("_", " ") for o in status.alleged)
    if not listed:
        return ""
    key = "verdict.differ" if status.finding else "verdict.only_alleged"
    return words(key, offences=listed)


def _first(case: CaseFile, *types: str) -> Line | None:
    told = [x for x in case.timeline if x.type in types and x.modality == "asserted" and x.date]
    return told[0] if told else None


def stretches(case: CaseFile) -> tuple[Figure, ...]:
    """How long it took from one stage to the next, where both days are known to the day."""
    stages = [
        (words("anchor.charge"), _first(case, "charge")),
        (words("anchor.arrest"), _first(case, "arrest")),
        (words("anchor.conviction"), _first(case, "conviction", "plea")),
        (words("anchor.sentence"), _first(case, "sentence")),
        (words("anchor.release"), _first(case, "release", "exchange")),
    ]
    known = [
        (name, when[0])
        for name, line in stages
        if line is not None and len(line.date or "") == 10 and (when := interval(line.date or ""))
    ]
    known.sort(key=lambda x: x[1])
    return tuple(
        Figure(apart(a, b), words("anchor.between", a=x, b=y), words("date.days", n=(b - a).days))
        for (x, a), (y, b) in pairwise(known)
        if a < b
    )


def figures(case: CaseFile, snapshot: Snapshot) -> tuple[Figure, ...]:
    """Term, what was left of it, reports and how many of them stand by themselves."""
    found = []
    term = case.status.term
    if term is not None:
        found.append(Figure(wording.months(term.months), words("figure.term")))
        if term.unserved_months:
            found.append(Figure(wording.months(term.unserved_months), words("figure.unserved")))
    groups = {snapshot.projection.copies.group(r) for r in case.reports}
    note = words("figure.independent", n=len(groups))
    count = len(case.reports)
    found.append(Figure(str(count), words("figure.reports", n=count), note))
    if case.contradictions:
        n = len(case.contradictions)
        found.append(Figure(str(n), words("figure.disputes", n=n)))
    return tuple(found)


def sources(case: CaseFile, snapshot: Snapshot) -> tuple[Told, ...]:
    """The reports by copy group, newest first."""
    groups: dict[str, list[Report]] = {}
    for name in case.reports:
        if name in snapshot.readings:
            group = snapshot.projection.copies.group(name)
            groups.setdefault(group, []).append(snapshot.readings[name].report)
    found = []
    for reports in groups.values():
        reports.sort(key=lambda r: (r.published or "9999", r.id))
        found.append(Told(reports[0], tuple(reports[1:])))
    found.sort(key=lambda t: (t.first.published or "", t.first.id), reverse=True)
    return tuple(found)


def decisions(case: CaseFile, snapshot: Snapshot) -> tuple[Decision, ...]:
    """The decisions on a case file, newest first, undone ones too."""
    if not snapshot.decisions:
        return ()
    entity = snapshot.entity(case)
    anchors = Anchors(entity.mentions)
    keys = entity.keys
    return tuple(
        d for d in snapshot.standing() if keys & anchors.keys(keys_of_text(d.a) | keys_of_text(d.b))
    )


def _join(join: Comparison, snapshot: Snapshot) -> Joined:
    grounds = readable_grounds(join, snapshot.readings)
    return Joined(
        (join.a.name, join.b.name), (join.a.key.report, join.b.key.report), join.points,
        (*grounds[0], *grounds[1]),
    )  # fmt: skip


def joins(case: CaseFile, snapshot: Snapshot, most: int = 40) -> tuple[Joined, ...]:
    """What rules joined in a case file."""
    keys = snapshot.entity(case).keys
    found = snapshot.joins_by_key()
    own = dict.fromkeys(j for k in sorted(keys) for j in found.get((case.kind, k), ()))
    return tuple(_join(j, snapshot) for j in list(own)[:most])


def scripts(names: Sequence[Named]) -> tuple[Named, ...]:
    """The names in other scripts than Latin."""
    return tuple(n for n in names if any(c.isalpha() and ord(c) > 0x24F for c in n.name))


def book(snapshot: Snapshot, case: CaseFile) -> Book:
    """What the page of a case file shows beside it."""
    told, tone_ = verdict(case)
    other = scripts(case.names)
    also = tuple(n for n in case.names if n.name != case.name and n not in other)
    return Book(
        verdict=told,
        tone=tone_,
        lines=tuple(wording.standing(case.status)) if case.kind == "person" else (),
        differ=differ(case) if case.kind == "person" else "",
        figures=figures(case, snapshot),
        stretches=stretches(case) if case.kind == "person" else (),
        wide=strip(case, WIDE, labels=True),
        narrow=strip(case, NARROW, labels=False),
        also=also,
        scripts=other,
        people=tuple(x for x in case.associates if x.kind == "person"),
        things=(*(x for x in case.associates if x.kind != "person"), *case.venues),
        sources=sources(case, snapshot),
        decisions=decisions(case, snapshot),
        joins=joins(case, snapshot),
        known=last_decision(snapshot.decisions),
    )


def activity(snapshot: Snapshot, case: CaseFile) -> Activity | None:
    """The activity of a case file by week; None where no report has a date."""
    try:
        series = snapshot.field.series(case, linked=False)
    except CasewatchError:
        return None
    counted = any(series.known)
    weeks = watch(series.counts, EVERY, first=series.first) if counted else ()
    since = set_free(case)
    marked = [(since, words("activity.release"))] if since else []
    known = [w for w in weeks if w.observed is not None]
    last = known[-1] if known else None
    says = (
        words("activity.none", n=len(series.known)) if series.known else words("activity.nothing")
    )
    if last is not None and last.expected is not None:
        says = words("activity.last", seen=last.observed, expected=f"{last.expected:.1f}")
    elif last is not None:
        says = words("activity.short", n=last.history)
    counts: dict[str, int] = {}
    for one in series.left_out:
        counts[one.reason] = counts.get(one.reason, 0) + 1
    left = tuple(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
    return Activity(series, weeks, chart(series, weeks, marked), since, says, left)


def activity_json(snapshot: Snapshot, case: CaseFile) -> dict[str, Any]:
    """The series of a case file as plain values."""
    found = activity(snapshot, case)
    return {} if found is None else series_to_json(found.series, found.weeks)


def activity_rows(found: Activity) -> list[dict[str, Any]]:
    """The series as rows: week, count (nothing for a gap), what came in."""
    series = found.series
    return [
        {"week": series.week(n).isoformat(), "count": c, "volume": v}
        for n, (c, v) in enumerate(zip(series.counts, series.volume, strict=True))
    ]


def quote(source: Source) -> tuple[str, str, str]:
    """The words of a source in three parts: before the quote, the quote, after it."""
    words_ = " ".join(source.quote.split())
    if not source.context:
        return "", words_, ""
    at = source.context.find(words_)
    if at < 0:
        return "", words_, ""
    return source.context[:at], words_, source.context[at + len(words_) :]
