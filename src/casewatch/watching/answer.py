"""`change NAME --since DATE`: the whole answer, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casewatch.watching.change import (
    LEAST_BEFORE,
    LEAST_COUNTS,
    LOOKS,
    MOST_BEFORE,
    Look,
    compare,
    corrected,
    looks,
    sharpest,
    shifted,
)
from casewatch.watching.dispersion import Floats, belief_from
from casewatch.watching.model import Series
from casewatch.watching.placebo import FEWEST, calibrated, placebo_p_values, stretches

#: More than this share of the weeks missing is a gap of which the test knows nothing.
MOST_MISSING = 0.2
#: More than this share of what came after in one week is rather a dump than a rate.
DUMP = 1 / 3
#: At a date so near, in weeks, to where the series itself breaks, somebody may have looked.
PICKED = 1


@dataclass(frozen=True, slots=True)
class Changed:
    """What can be said on a change after `since`.

    `refused` is why nothing can, else empty. `p` is of all looks together (Bonferroni);
    `shifted` the share of the series' own turns with as great a difference. `placebo` is the
    rank of the last look's p-value among `placebo_dates` dates of the field at which nothing
    is known to have happened; None for too few. `control` is the same comparison for all that
    came in beside the subject. `cautions` are to be read with the answer.
    """

    subject: str
    since: date
    grounds: str
    refused: str
    looks: tuple[Look, ...] = ()
    p: float | None = None
    shifted: float | None = None
    placebo: float | None = None
    placebo_dates: int = 0
    control: Look | None = None
    cautions: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """One line: what a careful reader may take from it."""
        if self.refused:
            return f"nothing can be said: {self.refused}"
        if self.p is None or max(self.p, self.placebo or 0.0) > 0.05:
            return "no change that chance and drift do not explain"
        last = self.looks[-1]
        ratio = last.ratio if last.ratio is not None else float("inf")
        word = "fewer" if ratio < 1 else "more"
        note = "" if self.placebo is not None else " (not calibrated: too few placebo dates)"
        return f"{word} than before, beyond chance{' and drift' if not note else ''}{note}"


def changed(
    series: Series,
    since: date,
    grounds: str,
    field: Sequence[tuple[Series, Sequence[date]]] = (),
) -> Changed:
    """The answer for one series. `grounds` is what happened on `since`; empty where nobody says.

    `field` are other series of the same kind, each with the days of what is known to have
    happened to it. The week of `since` belongs to neither side; an unfinished last week is
    left out.
    """
    counts = series.counts if series.whole else series.counts[:-1]
    place = series.place(since)
    before, after = _sides(counts, place)
    refused = _refusal(series, counts, place, before, after, since, grounds)
    if refused:
        return Changed(series.subject, since, grounds, refused)
    past, then = _known(before), _known(after)
    belief = belief_from(_active(s) for s, _ in field)
    found = looks(past, then, belief)
    last = found[-1].after_weeks
    placebo = placebo_p_values(
        [(s.counts, [s.place(day) for day in days]) for s, days in field], last, belief
    )
    control = _control(series, place, len(before), last, belief)
    return Changed(
        series.subject,
        since,
        grounds,
        "",
        found,
        corrected(found),
        shifted(past, then[:last]),
        calibrated(found[-1].p, placebo),
        len(placebo),
        control,
        (
            *_alike(found[-1], control),
            *_cautions(series, counts, place, then[:last], past, len(placebo)),
        ),
    )


def _sides(counts: Sequence[int | None], place: int) -> tuple[list[int | None], list[int | None]]:
    """The weeks before and after, from the first one in which anything was counted."""
    active = next((n for n, c in enumerate(counts) if c), 0)
    if not 0 <= place < len(counts):
        return [], []
    before, after = stretches(counts, place, max(LOOKS))
    return before[max(0, active - max(0, place - MOST_BEFORE)) :], after


def _known(counts: Sequence[int | None]) -> list[int]:
    return [c for c in counts if c is not None]


def _active(series: Series) -> list[int]:
    """The known weeks from the first to the last with a count."""
    active = [n for n, c in enumerate(series.counts) if c]
    return _known(series.counts[active[0] : active[-1] + 1]) if active else []


def _refusal(
    series: Series,
    counts: Sequence[int | None],
    place: int,
    before: Sequence[int | None],
    after: Sequence[int | None],
    since: date,
    grounds: str,
) -> str:
    end = series.week(len(counts))
    if place < 0:
        return f"{since} lies before the first report ({series.first})"
    if place >= len(counts):
        return f"{since} lies after the last whole week (it ended before {end})"
    if not any(_known(counts)):
        return "nothing was counted at all"
    for side, name, least in ((before, "before", LEAST_BEFORE), (after, "after", min(LOOKS))):
        known = _known(side)
        if len(side) and (len(side) - len(known)) / len(side) > MOST_MISSING:
            return (
                f"of the {len(side)} weeks {name} {since} nothing is known of "
                f"{len(side) - len(known)}: a gap would pass for a change"
            )
        if len(known) < least:
            return f"only {len(known)} weeks are known {name} {since}, and {least} are needed"
    if sum(_known(before)) < LEAST_COUNTS:
        return (
            f"only {sum(_known(before))} counted before {since}, and {LEAST_COUNTS} are needed "
            "to see that there are fewer"
        )
    if not grounds:
        start = max(0, place - MOST_BEFORE)
        break_at = sharpest(_known(counts[start : place + 1 + max(LOOKS)]))
        if break_at is not None and abs(start + break_at - place) <= PICKED:
            return (
                f"{since} is where the counts themselves break most, and no report tells of "
                "anything on that day: a date that was picked from a series cannot be tested on it"
            )
    return ""


def _control(series: Series, place: int, before: int, after: int, belief: Floats) -> Look | None:
    """All else that came in: whether everything rose or fell at the same time."""
    rest = [
        None if c is None else max(0, v - c)
        for c, v in zip(series.counts, series.volume, strict=True)
    ]
    past, then = (
        _known(rest[max(0, place - before) : place]),
        _known(rest[place + 1 : place + 1 + after]),
    )
    return compare(past, then, belief) if past and then and sum(past) else None


def _alike(look: Look, control: Look | None) -> list[str]:
    """Whether all else went the same way: then it may be the collecting that changed."""
    if control is None or control.p > 0.05 or look.ratio is None or control.ratio is None:
        return []
    if (look.ratio < 1) != (control.ratio < 1):
        return []
    way = "fell" if control.ratio < 1 else "rose"
    return [
        f"all else {way} too, to {control.ratio:.2f} times what it was: see how it was collected"
    ]


def _cautions(
    series: Series,
    counts: Sequence[int | None],
    place: int,
    then: Sequence[int],
    past: Sequence[int],
    placebo: int,
) -> list[str]:
    found = []
    total = sum(then)
    if total >= 6 and max(then) > DUMP * total:
        found.append(
            f"{max(then)} of the {total} after it came in one week: rather a dump than a rate"
        )
    if (counts[place] or 0) > 3 * max([1, *past]):
        found.append("the week of the day itself, which is left out, stands far above all others")
    if placebo < FEWEST:
        found.append(
            f"only {placebo} placebo dates in this field: drift is not taken into account, so "
            "that the p-value may be too small"
        )
    if series.imported:
        found.append("counts of claims are not counts of attacks")
    return found
