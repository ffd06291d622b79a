"""The timeline of a case file as places on a strip: marks, bands of standing, the term, the axis.

Places along the strip are percentages, so that one drawing fits any width; heights are pixels.
How many labels fit is reckoned for one width. A narrow drawing has marks with numbers only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casewatch.cases import wording
from casewatch.cases.model import CaseFile, Line
from casewatch.model.vocabulary import LIFE_MONTHS
from casewatch.serving.dates import interval, months_after, told
from casewatch.serving.strings import words

#: Margins of the strip, in percent.
LEFT, RIGHT = 2.2, 97.8
#: Pixels that a letter of a label takes, a mark, and a row of labels.
LETTER, MARK, ROW = 6.7, 22, 19
MOST_ROWS = 4
LONGEST_LABEL = 34
#: Least width in percent at which an interval is drawn as one and not as a dot.
WIDE_ENOUGH = 1.5
#: Happenings of the newest days are drawn; the list has them all.
MOST = 60

_TONES = {
    "charge": "accuse", "accusation": "accuse", "sanction": "accuse", "reward": "accuse",
    "search": "accuse", "arrest": "hold", "extradition": "hold", "appearance": "hold",
    "trial": "hold", "plea": "judge", "conviction": "judge", "sentence": "judge",
    "forfeiture": "judge", "seizure": "hold", "takedown": "hold", "appeal": "judge",
    "acquittal": "free", "dismissal": "free", "release": "free", "exchange": "free",
    "attack": "deed", "death": "end",
}  # fmt: skip
_BANDS = {
    "suspected": "accuse", "sanctioned": "accuse", "wanted": "accuse", "charged": "accuse",
    "in_custody": "hold", "convicted": "judge", "sentenced": "judge", "imprisoned": "judge",
    "released": "free", "acquitted": "free", "deceased": "end",
}  # fmt: skip


def tone(type_: str) -> str:
    """The family of a happening, by which it is coloured."""
    return _TONES.get(type_, "hold")


@dataclass(frozen=True, slots=True)
class Mark:
    """One happening: its number in the list, where it lies, and how it is drawn.

    `x` is the middle and `wide` the width in percent (0 for a dot), `lane` counts from the
    line upwards. `label` is empty where none fits; `row` is its row, `anchor` how it hangs.
    """

    number: int
    x: float
    wide: float
    lane: int
    tone: str
    mood: str
    title: str
    label: str = ""
    row: int = 0
    anchor: str = "middle"
    leader: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of one standing, or of the term that was not served."""

    x: float
    wide: float
    tone: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One drawing. Heights are pixels from the top."""

    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    unserved: Band | None
    line: float
    band: float
    axis: float
    height: float
    rows: int
    lanes: int


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def x(self, day: date) -> float:
        share = (day.toordinal() - self.first) / max(1, self.last - self.first)
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 2)


def _scale(days: Sequence[date]) -> _Scale:
    low, high = min(days), max(days)
    pad = max(60, (high - low).days // 40)
    return _Scale(low.toordinal() - pad, high.toordinal() + pad)


def _ticks(scale: _Scale, most: int) -> tuple[Tick, ...]:
    first, last = date.fromordinal(scale.first).year + 1, date.fromordinal(scale.last).year
    years = last - first + 1
    step = next((s for s in (1, 2, 5, 10, 20, 50) if years <= s * most), 100)
    return tuple(
        Tick(scale.x(date(y, 1, 1)), str(y)) for y in range(first, last + 1) if y % step == 0
    )


def short(line: Line) -> str:
    """What happened, in few words."""
    text = wording.happening(line).partition(";")[0].partition(", up to")[0]
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"


def _term_end(case: CaseFile) -> date | None:
    term = case.status.term
    if term is None or not term.from_date or not 0 < term.months < LIFE_MONTHS:
        return None
    start = interval(term.from_date)
    return months_after(start[0], term.months) if start and term.months <= 1200 else None


def _stages(case: CaseFile, scale: _Scale, width: float) -> tuple[Band, ...]:
    dated = [(s, interval(s.since)) for s in case.status.history if s.since]
    known = [(s, when[0]) for s, when in dated if when]
    known.sort(key=lambda x: x[1])
    found: list[Band] = []
    for n, (stage, start) in enumerate(known):
        if found and found[-1].title == stage.status:
            continue
        later = [day for s, day in known[n + 1 :] if s.status != stage.status]
        end = scale.x(later[0]) if later else RIGHT
        x = scale.x(start)
        label = words(f"status.{stage.status}")
        fits = (end - x) * width / 100 > len(label) * LETTER + 12
        found.append(
            Band(x, round(end - x, 2), _BANDS.get(stage.status, "hold"), label if fits else "",
                 stage.status)
        )  # fmt: skip
    return tuple(
        Band(b.x, b.wide, b.tone, b.label, words(f"status.{b.title}")) for b in found if b.wide > 0
    )


def _unserved(case: CaseFile, scale: _Scale, width: float) -> Band | None:
    end = _term_end(case)
    freed = interval(case.status.since or "")
    if end is None or freed is None or case.status.proven != "released" or end <= freed[0]:
        return None
    term = case.status.term
    if term is None or not term.unserved_months:
        return None
    x, wide = scale.x(freed[0]), scale.x(end) - scale.x(freed[0])
    label = words("timeline.unserved", term=wording.months(term.unserved_months))
    fits = wide * width / 100 > len(label) * LETTER + 12
    return Band(x, round(wide, 2), "unserved", label if fits else "", label)


def _labelled(marks: list[Mark], labels: list[str], width: float) -> tuple[list[Mark], int]:
    """Gives labels their rows, the nearest free one; the rest goes without."""
    ends = [0.0] * MOST_ROWS
    found, used = [], 0
    for mark, label in zip(marks, labels, strict=True):
        size = len(label) * LETTER + 8
        at = mark.x * width / 100
        start, anchor = at - size / 2, "middle"
        if start < 0:
            start, anchor = at - 6, "start"
        if start + size > width:
            start, anchor = at - size + 6, "end"
        row = next((r for r in range(MOST_ROWS) if ends[r] <= start), None)
        if row is None or start < 0:
            found.append(mark)
            continue
        ends[row] = start + size + 10
        used = max(used, row + 1)
        found.append(
            Mark(mark.number, mark.x, mark.wide, mark.lane, mark.tone, mark.mood, mark.title,
                 label, row, anchor)
        )  # fmt: skip
    return found, used


def _marks(lines: Sequence[tuple[int, Line]], scale: _Scale, width: float) -> list[Mark]:
    found: list[Mark] = []
    ends: list[float] = []
    for number, line in lines:
        when = interval(line.date or "")
        if when is None:
            continue
        a, b = scale.x(when[0]), scale.x(when[1])
        middle = round((a + b) / 2, 2)
        wide = round(b - a, 2) if b - a >= WIDE_ENOUGH else 0.0
        at = middle * width / 100
        start = at - MARK / 2
        lane = next((n for n, end in enumerate(ends) if end <= start), len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = at + MARK / 2
        title = f"{told(line.date)}: {wording.happening(line)}"
        mood = line.modality if line.modality in ("asserted", "expected", "denied") else "alleged"
        found.append(Mark(number, middle, wide, lane, tone(line.type), mood, title))
    return found


def strip(case: CaseFile, width: float, *, labels: bool) -> Strip | None:
    """The drawing of a case file for a width in pixels; None for fewer than two dated
    happenings: a line with one mark tells less than the list."""
    dated = [(n, x) for n, x in enumerate(case.timeline, 1) if interval(x.date or "")][-MOST:]
    days = [d for _, x in dated for d in (interval(x.date or "") or ())]
    stages = [when for s in case.status.history if s.since and (when := interval(s.since))]
    days += [when[0] for when in stages]
    end = _term_end(case)
    if end is not None and case.status.proven == "released":
        days.append(end)
    if len(dated) < 2:
        return None
    scale = _scale(days)
    marks, rows = _marks(dated, scale, width), 0
    if labels:
        by_number = dict(dated)
        marks, rows = _labelled(marks, [short(by_number[m.number]) for m in marks], width)
    lanes = max((m.lane for m in marks), default=0) + 1
    top = 6 + rows * ROW + (6 if rows else 0)
    line = top + lanes * (MARK + 2) - MARK / 2
    bands = _stages(case, scale, width)
    band = line + MARK / 2 + 10
    axis = band + (26 if bands else 0)
    return Strip(
        tuple(marks), bands, _ticks(scale, int(width // 70)),
        _unserved(case, scale, width), line, band, axis, axis + 26, rows, lanes,
    )  # fmt: skip
