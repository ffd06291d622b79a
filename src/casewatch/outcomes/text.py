"""Outcomes for reading in a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casewatch.cases.page import origin, shown
from casewatch.cases.text import safe
from casewatch.cases.wording import months
from casewatch.outcomes.compare import Comparison, Rank, Summary
from casewatch.outcomes.model import FEWEST, Measure, Outcome, Stake

#: So many peers are listed, those with the nearest terms; JSON has them all.
LISTED = 12
_TOO_FEW = f"too few: nothing is said of fewer than {FEWEST} cases"


def _number(value: float, unit: str) -> str:
    if unit == "%":
        return f"{value:.0f}%"
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"


def _row(m: Measure) -> list[str]:
    head = [f"{m.name}, {m.unit}", str(m.cases)]
    if m.told is None:
        return [*head, _TOO_FEW if m.cases else "none told", "", "", "", ""]
    d = m.told
    values = (d.least, d.quarter, d.median, d.three_quarters, d.most)
    return [*head, *(_number(v, m.unit) for v in values)]


def render_summary(found: Summary, what: str) -> RenderableType:
    """The measures of like cases, each with its number of cases."""
    plural = "" if len(found.cases) == 1 else "s"
    title = f"Outcomes: {len(found.cases)} case{plural} with a prison term ({what})"
    if found.life:
        title += f", {found.life} of them for life"
    if len(found.cases) < FEWEST:
        return Group(Text(title, style="bold"), Text(f"  {_TOO_FEW}."))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for column in ("cases", "least", "quarter", "median", "three quarters", "most"):
        table.add_column(column, justify="right")
    few = []
    for m in found.measures:
        if m.told is None:
            few.append(f"{m.name}: {m.cases} case{'s' * (m.cases != 1)}")
        else:
            table.add_row(*_row(m))
    parts: list[RenderableType] = [Text(title, style="bold"), Padding(table, (0, 0, 0, 2))]
    if few:
        parts.append(Text(f"  Too few to be shown (below {FEWEST}): {'; '.join(few)}.", "dim"))
    parts.append(
        Text("  One person counts once. Terms are those of the reports in this store.", "dim")
    )
    return Group(*parts)


def stake(sum_: Stake) -> str:
    """A sum in few words: `$93 million`, `EUR 12,000 (alleged)`."""
    sign = "$" if sum_.currency == "USD" else f"{sum_.currency} "
    words = f"{sum_.amount:,.0f}"
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if sum_.amount >= size:
            words = f"{sum_.amount / size:.3g} {name}"
            break
    alleged = "" if sum_.modality == "asserted" else f" ({sum_.modality})"
    return f"{sign}{words} of {sum_.kind}{alleged}"


def ordinal(value: float) -> str:
    """A percentile in words: `71st`."""
    n = round(value)
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _rank(rank: Rank) -> str:
    if rank.percentile is None:
        return f"{rank.peers} case{'s' * (rank.peers != 1)}: {_TOO_FEW}"
    return f"{ordinal(rank.percentile)} percentile of {rank.peers} cases"


def headline(o: Outcome) -> str:
    """What was imposed for how much."""
    return f"{o.name}: {months(o.term_months)}" + (f" for {stake(o.stake)}" if o.stake else "")


def render_comparison(found: Comparison) -> RenderableType:
    """One sentence beside its peers, with the peers of the nearest terms."""
    case = found.case
    table = Table.grid(padding=(0, 2))
    for rank in found.ranks:
        table.add_row(rank.among, _rank(rank))
    told = [r for r in found.ranks[:2] if r.percentile is not None]
    place = f": {_rank(told[-1])}" if told else ""
    parts: list[RenderableType] = [
        Text(safe(headline(case) + place), style="bold"),
        Text(f"  Peers share the {found.by}." if found.peers else f"  No peers: {found.by}."),
        Padding(table, (0, 0, 1, 2)),
    ]
    if len(found.peers) >= FEWEST:
        near = sorted(
            found.peers, key=lambda o: (abs(o.term_months - case.term_months), o.name, o.id)
        )[:LISTED]
        peers = Table.grid(padding=(0, 2))
        for o in sorted(near, key=lambda o: (-o.term_months, o.name, o.id)):
            source = o.sources[0]
            peers.add_row(
                Text(safe(headline(o))), Text(safe(f"“{shown(source)}”  {origin(source)}"), "dim")
            )
        parts += [Text("Nearest terms", style="bold underline"), Padding(peers, (0, 0, 0, 2))]
    return Group(*parts)
