"""From signs in reports to a series: one count for each new happening, by its first report.

Tellings are one happening where their type is the same, their dates fit, and no victim tells
them apart. It counts in the week in which it was first reported, however often it is told
again: by then it is known. Weeks in which the store took in no report at all are gaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from casewatch.cases.evidence import source, unique
from casewatch.cases.judged import NO_JUDGEMENT, Judged
from casewatch.model.reading import Reading
from casewatch.resolving.dating import fits
from casewatch.resolving.entities import Entity
from casewatch.resolving.resolve import Resolution
from casewatch.watching.members import Member, signs_of_members
from casewatch.watching.model import Activity, LeftOut, Series
from casewatch.watching.signs import Sign, last_day, rules, signs_of
from casewatch.watching.weeks import WEEK, day_of, monday, weeks


def volume_of(resolution: Resolution) -> dict[date, int]:
    """Distinct reports by week of their earliest copy, for each week with any."""
    first: dict[str, str] = {}
    for report, reading in resolution.readings.items():
        group, day = resolution.copies.group(report), (reading.report.published or "")[:10]
        if day:
            first[group] = min(first.get(group, day), day)
    days = [d for text in first.values() if (d := day_of(text)) is not None]
    return dict(Counter(monday(day) for day in days))


def series_of(
    subject: str,
    entities: Iterable[Entity],
    resolution: Resolution,
    since: date | None = None,
    judged: Judged = NO_JUDGEMENT,
    members: Sequence[Member] = (),
) -> Series | None:
    """The series of new activity of a subject, or None where no report has a date.

    It runs from the week of the store's first report to that of its newest. `since` is the day
    from which activity is new; see `signs.signs_of`. `members` are schemes and countries that
    belong to the subject too.
    """
    volume = volume_of(resolution)
    if not volume:
        return None
    signs = _each_once(
        (
            *signs_of(entities, resolution, since, judged),
            *signs_of_members(members, resolution, since),
        )
    )
    groups = joined([s for s in signs if not s.reason])
    activities = sorted(
        (_activity(g, resolution.readings) for g in groups), key=lambda a: (a.reported, a.type)
    )
    left_out = [_left_out(s, resolution.readings) for s in signs if s.reason]
    by_week = Counter(monday(a.reported) for a in activities)
    every = list(weeks(min(volume), max(volume)))
    newest = max(d for r in resolution.readings.values() if (d := r.report.day))
    return Series(
        subject=subject,
        first=every[0],
        counts=tuple(by_week[w] if w in volume else None for w in every),
        volume=tuple(volume.get(w, 0) for w in every),
        activities=tuple(activities),
        left_out=tuple(left_out),
        whole=newest >= every[-1] + WEEK * 6 / 7,
    )


def _each_once(signs: Iterable[Sign]) -> list[Sign]:
    """Without what is told of the subject in two ways, such as by a person and by the scheme.

    Of the two the one that counts is kept."""
    found: dict[tuple[object, ...], Sign] = {}
    for sign in signs:
        key = (sign.report, sign.type, sign.spans)
        if key not in found or (found[key].reason and not sign.reason):
            found[key] = sign
    return sorted(found.values(), key=lambda s: s.order)


def _when(sign: Sign) -> date:
    """The day of what happened, as near as can be said: at the latest that of its report."""
    reported = sign.reported or date.max
    end = last_day(sign.date) if sign.date else None
    return min(end, reported) if end else reported


def _one(group: Sequence[Sign], sign: Sign) -> bool:
    """Whether the sign tells what the group tells."""
    first = group[0]
    if first.type != sign.type or any(s.report == sign.report and s != sign for s in group):
        # One report that tells two of a kind tells two, unless the words are the same.
        return False
    apart = abs((_when(first) - _when(sign)).days)
    dated = bool(first.date and sign.date)
    if apart > int(rules()["window_days"]) and not (dated and fits(first.date, sign.date)):
        return False
    others = [s.others for s in group if s.others]
    return not sign.others or not others or any(sign.others & o for o in others)


def joined(signs: Iterable[Sign]) -> list[list[Sign]]:
    """The signs that tell one happening each, earliest first."""
    groups: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda s: s.order):
        same = [g for g in groups if _one(g, sign)]
        if same:
            min(same, key=lambda g: abs((_when(g[0]) - _when(sign)).days)).append(sign)
        else:
            groups.append([sign])
    return groups


def _activity(group: Sequence[Sign], readings: Mapping[str, Reading]) -> Activity:
    dates = [s.date for s in group if s.date]
    return Activity(
        type=group[0].type,
        modality="asserted" if any(s.modality == "asserted" for s in group) else "alleged",
        date=min(dates, key=lambda d: (-len(d), d)) if dates else None,
        reported=min(s.reported for s in group if s.reported),
        who=tuple(dict.fromkeys(w for s in group for w in s.who)),
        independent_sources=len({s.origin for s in group}),
        sources=unique(source(readings[s.report], s.spans) for s in group),
    )


def _left_out(sign: Sign, readings: Mapping[str, Reading]) -> LeftOut:
    where = unique([source(readings[sign.report], sign.spans)])
    return LeftOut(sign.type, sign.date, sign.reason, where)
