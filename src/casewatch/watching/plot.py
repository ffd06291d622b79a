"""A series drawn as SVG: counts by week, what is usual, alerts, gaps and marked days.

Colours come from the page by `currentColor` and classes, so that one drawing serves light and
dark pages, mail and paper; the same is told in words in `<title>` and `<desc>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from casewatch.watching.band import Usual
from casewatch.watching.model import Series
from casewatch.watching.uptick import Week

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 36, 12, 16, 34
#: Weeks that are drawn, the newest ones.
MOST_WEEKS = 104
STYLE = (
    ".bar{fill:currentColor;opacity:.75}.alert{fill:#b3261e;opacity:1}.band{fill:#3a6ea5;opacity:.18}"
    ".mean{stroke:#3a6ea5;stroke-width:1.5;fill:none}.axis{stroke:currentColor;opacity:.45}"
    ".gap{fill:currentColor;opacity:.07}.mark{stroke:#8a5a00;stroke-dasharray:4 3}"
    "text{font:11px system-ui,sans-serif;fill:currentColor}"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that is marked in the drawing, such as a release."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where weeks and counts stand in the drawing."""

    start: int
    weeks: int
    top: int

    def x(self, number: float) -> float:
        return round(LEFT + (number - self.start) * (WIDTH - LEFT - RIGHT) / max(1, self.weeks), 1)

    def y(self, count: float) -> float:
        return round(HEIGHT - BOTTOM - count * (HEIGHT - TOP - BOTTOM) / max(1, self.top), 1)


def first_drawn(series: Series) -> int:
    """The place of the first week that is drawn."""
    return max(0, len(series.counts) - MOST_WEEKS)


def plot(
    series: Series,
    weeks: Sequence[Week],
    usual: Sequence[Usual | None],
    marks: Iterable[Mark] = (),
    caption: str = "",
) -> str:
    """The drawing. `usual` is that of `band` from `first_drawn` on, `weeks` the whole watch."""
    start = first_drawn(series)
    shown = series.counts[start:]
    top = max([3, *(c for c in shown if c), *(u.up_to for u in usual if u)])
    frame = _Frame(start, len(shown), top)
    root = Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img"
    )
    SubElement(root, "title").text = caption or f"{series.subject}: counts by week"
    SubElement(root, "desc").text = _in_words(series, weeks, start)
    SubElement(root, "style").text = STYLE
    _band(root, frame, usual)
    raised = {w.number for w in weeks if w.state == "alert"}
    for n, count in enumerate(shown, start):
        _bar(root, frame, series, n, count, n in raised)
    _axes(root, frame, series)
    for mark in marks:
        _mark(root, frame, series, mark)
    return tostring(root, encoding="unicode")


def _in_words(series: Series, weeks: Sequence[Week], start: int) -> str:
    known = [c for c in series.counts[start:] if c is not None]
    gaps = len(series.counts) - start - len(known)
    raised = [str(series.week(w.number)) for w in weeks if w.state == "alert" and w.number >= start]
    told = f"alerts in the weeks of {', '.join(raised)}" if raised else "no alert"
    return f"{sum(known)} counted in {len(known)} known weeks, {gaps} gaps; {told}."


def _band(root: Element, frame: _Frame, usual: Sequence[Usual | None]) -> None:
    for n, one in enumerate(usual, frame.start):
        if one is not None:
            _box(root, "band", frame, n, one.up_to + 0.5, wide=1.0)
    line = [
        f"{frame.x(n + side)},{frame.y(one.mean)}"
        for n, one in enumerate(usual, frame.start)
        if one is not None
        for side in (0, 1)
    ]
    if line:
        SubElement(root, "polyline", {"class": "mean", "points": " ".join(line)})


def _box(
    root: Element, kind: str, frame: _Frame, n: int, height: float, wide: float = 0.8
) -> Element:
    left, y = frame.x(n + (1 - wide) / 2), frame.y(min(height, frame.top))
    return SubElement(
        root, "rect",
        {
            "class": kind, "x": str(left), "y": str(y),
            "width": str(round(frame.x(n + (1 + wide) / 2) - left, 1)),
            "height": str(round(HEIGHT - BOTTOM - y, 1)),
        },
    )  # fmt: skip


def _bar(
    root: Element, frame: _Frame, series: Series, n: int, count: int | None, alert: bool
) -> None:
    if count is None:
        box = _box(root, "gap", frame, n, frame.top, wide=1.0)
        SubElement(box, "title").text = f"week of {series.week(n)}: nothing is known"
    elif count:
        box = _box(root, "alert" if alert else "bar", frame, n, count)
        SubElement(box, "title").text = f"week of {series.week(n)}: {count}" + ", alert" * alert


def _axes(root: Element, frame: _Frame, series: Series) -> None:
    floor = frame.y(0)
    _line(root, "axis", LEFT, floor, WIDTH - RIGHT, floor)
    for count in sorted({0, frame.top // 2, frame.top}):
        _text(root, LEFT - 6, frame.y(count) + 4, str(count), "end")
    step = max(1, frame.weeks // 6)
    for n in range(frame.start, frame.start + frame.weeks, step):
        _line(root, "axis", frame.x(n), floor, frame.x(n), floor + 4)
        if n <= frame.start + frame.weeks - 0.7 * step:
            _text(root, frame.x(n), floor + 17, series.week(n).isoformat(), "start")


def _mark(root: Element, frame: _Frame, series: Series, mark: Mark) -> None:
    place = series.place(mark.day) + mark.day.weekday() / 7
    if frame.start <= place <= frame.start + frame.weeks:
        x = frame.x(place)
        _line(root, "mark", x, TOP - 4, x, frame.y(0))
        late = place > frame.start + frame.weeks * 0.7
        _text(root, x + (-4 if late else 4), TOP + 4, mark.label, "end" if late else "start")


def _line(root: Element, kind: str, x1: float, y1: float, x2: float, y2: float) -> None:
    where = {"x1": str(x1), "y1": str(y1), "x2": str(x2), "y2": str(y2)}
    SubElement(root, "line", {"class": kind, **where})


def _text(root: Element, x: float, y: float, text: str, anchor: str) -> None:
    where = {"x": str(x), "y": str(y), "text-anchor": anchor}
    SubElement(root, "text", where).text = text
