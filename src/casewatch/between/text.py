"""What passed between states, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casewatch.between.model import UNKNOWN, Cell, Cooperation, Exchange, Freed, Kind, Occurrence
from casewatch.cases.page import origin, shown
from casewatch.cases.states import state
from casewatch.cases.text import safe
from casewatch.cases.wording import months

#: So many reports and people of one row are named; JSON has them all.
SHOWN = 3
#: So many occurrences of a kind are listed where all states and years are asked for.
LISTED = 20

_TITLES: dict[Kind, str] = {
    "extradition": "Extraditions: who surrendered, to whom",
    "joint_operation": "Joint operations: told with agencies of both",
    "exchange": "Exchanges of prisoners between",
    "state_hacking": "Accusations of state hacking (an accusation is no finding): who accuses whom",
}


def _name(code: str) -> str:
    return "a state not named" if code == UNKNOWN else state(code).removeprefix("the ")


def _pair(cell: Cell) -> str:
    joint = cell.kind in ("joint_operation", "exchange")
    return f"{_name(cell.a)} {'–' if joint else '→'} {_name(cell.b)}"


def _some(names: Iterable[str]) -> str:
    every = list(names)
    rest = len(every) - SHOWN
    return ", ".join(every[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _matrix(title: str, cells: list[Cell]) -> RenderableType:
    """Pairs of states down, years across; each cell the number of occurrences."""
    years = sorted({c.year for c in cells}, key=lambda y: (y == UNKNOWN, y))
    pairs: dict[str, dict[str, int]] = {}
    for cell in cells:
        pairs.setdefault(_pair(cell), {})[cell.year] = len(cell.occurrences)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    for year in years:
        table.add_column("no date" if year == UNKNOWN else year, justify="right")
    table.add_column("all", justify="right")
    rows = sorted(pairs.items(), key=lambda kv: (-sum(kv[1].values()), kv[0]))
    for pair, by_year in rows:
        told = [str(by_year.get(y) or "·") for y in years]
        table.add_row(pair, *told, str(sum(by_year.values())))
    return Group(Text(title, style="bold underline"), Padding(table, (0, 0, 1, 2)))


def _occurrences(title: str, found: list[Occurrence], most: int | None) -> RenderableType:
    left = len(found) - most if most is not None else 0
    found = found[-most:] if most is not None else found
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold", ratio=2)
    table.add_column(overflow="fold", ratio=3, style="dim")
    for one in found:
        arrow = " → " if one.kind in ("extradition", "state_hacking") else ", "
        words = arrow.join(_name(s) for s in one.states)
        who = _some(s.name for s in one.who)
        what = ", ".join(x.replace("_", " ") for x in one.what)
        about = f"{words}: {who}" if who else words
        about += f" ({what})" if one.kind != "extradition" else ""
        told = f"“{shown(one.sources[0])}”  {origin(one.sources[0])}"
        rest = len({s.report for s in one.sources}) - 1
        told += f" +{rest}" if rest else ""
        table.add_row(one.date or "no date", Text(safe(about)), Text(safe(told)))
    head = Text(title, style="bold underline")
    if left > 0:
        head.append(f"  (the latest; {left} more with --country, --year or --format json)", "dim")
    return Group(head, Padding(table, (0, 0, 1, 2)))


def _way(freed: Freed) -> str:
    by = f"freed by {state(freed.freed_by)}" if freed.freed_by else "freed by: not told"
    went = f", to {state(freed.went_to)}" if freed.went_to else ""
    basis = f" (by {freed.basis})" if freed.basis == "nationality" else ""
    left = ""
    if freed.term_months is not None:
        left = f"; term {months(freed.term_months)}"
        if freed.left_months is not None:
            left += f", {months(freed.left_months)} of it left"
    return by + went + basis + left


def _exchange(one: Exchange) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for freed in one.freed:
        table.add_row(Text(safe(freed.person.name)), Text(_way(freed)))
    for n, value in enumerate(one.counts):
        reports = _some(dict.fromkeys(s.report for s in value.sources))
        told = f"{value.value} people"
        table.add_row("told as" if n == 0 else "or", Text(safe(f"{told}: {reports}")))
    head = (
        f"{one.date or 'no date'}  {', '.join(_name(s) for s in one.states) or 'states not named'}"
    )
    told_by = len({s.report for s in one.sources})
    head += f"  ({told_by} report{'s' * (told_by != 1)}, {one.independent_sources} independent)"
    return Group(Text(head, style="bold"), Padding(table, (0, 0, 1, 2)))


def render(found: Cooperation) -> RenderableType:
    """The matrices of all kinds, then each occurrence with its words, then the exchanges."""
    parts: list[RenderableType] = []
    for kind, title in _TITLES.items():
        cells = [c for c in found.cells if c.kind == kind]
        if cells:
            parts.append(_matrix(title, cells))
    for kind, title in _TITLES.items():
        told = [x for x in found.occurrences if x.kind == kind]
        if told:
            most = None if found.country or found.year else LISTED
            parts.append(_occurrences(title.partition(":")[0], told, most))
    if found.exchanges:
        parts.append(Text("Exchanges", style="bold underline"))
        parts += [Padding(_exchange(x), (0, 0, 0, 2)) for x in found.exchanges]
    if not parts:
        parts.append(Text("Nothing between states is told in the store's reports."))
    return Group(*parts)
