"""The digest of alerts as HTML that mail programs show: no script, no picture, no outside style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from casewatch.watching.model import Activity
from casewatch.watching.running import Alert, Result
from casewatch.watching.text import QUOTES, counted, digest_lines, grounds, to_do

PAGE = "font:16px/1.5 Georgia,serif;color:#1d1d1f;background:#fff;max-width:640px;margin:24px auto"
HEADING = "font-size:20px;margin:28px 0 4px"
SMALL = "color:#55555c;font-size:14px;margin:4px 0"
QUOTE = "margin:4px 0 10px;padding-left:12px;border-left:3px solid #c9c9d1"
CELL = "padding:2px 14px 2px 0;font-size:14px;text-align:right"
#: Weeks of the table, the one of the alert last.
WEEKS = 8


def mail(alerts: Sequence[Alert], results: Iterable[Result]) -> str:
    """A whole HTML page. Every text is escaped, since names and quotes come from outside."""
    every = tuple(results)
    by_watch = {r.watch.id: r for r in every}
    root = Element("html", lang="en")
    head = SubElement(root, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = f"Casewatch: {counted(len(alerts), 'new alert')}"
    body = SubElement(root, "body", style=PAGE)
    for alert in alerts:
        _alert(body, alert, by_watch.get(alert.watch.id))
    for line in digest_lines(alerts, every):
        SubElement(body, "p", style=SMALL).text = line
    return "<!doctype html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def _alert(body: Element, alert: Alert, result: Result | None) -> None:
    heading = f"{alert.watch.subject}: {alert.observed} in the week of {alert.week}"
    SubElement(body, "h2", style=HEADING).text = heading
    for activity in alert.activities:
        _activity(body, activity)
    for line in grounds(alert):
        SubElement(body, "p", style=SMALL).text = line
    if result is not None and result.series is not None:
        _weeks(body, alert, result)
    SubElement(body, "p").text = to_do(alert)


def _activity(body: Element, activity: Activity) -> None:
    said = "" if activity.modality == "asserted" else f", {activity.modality}"
    line = SubElement(body, "p", style="margin:10px 0 2px")
    SubElement(line, "b").text = f"{activity.type} {activity.date or 'without a date'}{said}"
    for source in activity.sources[:QUOTES]:
        quote = SubElement(body, "blockquote", style=QUOTE)
        quote.text = f"“{' '.join(source.quote.split())}”"
        name = SubElement(quote, "div", style=SMALL)
        name.text = f"{source.publisher or source.report}, {source.day}"


def _weeks(body: Element, alert: Alert, result: Result) -> None:
    series = result.series
    assert series is not None
    table = SubElement(body, "table", style="border-collapse:collapse;margin:8px 0")
    row = SubElement(table, "tr")
    for name in ("week of", "counted", "usual"):
        SubElement(row, "th", style=CELL).text = name
    place = series.place(alert.week)
    for week in result.weeks[max(0, place - WEEKS + 1) : place + 1]:
        row = SubElement(table, "tr")
        told = "gap" if week.observed is None else str(week.observed)
        usual = "" if week.expected is None else f"{week.expected:.1f}"
        for text in (series.week(week.number).isoformat(), told, usual):
            SubElement(row, "td", style=CELL).text = text
