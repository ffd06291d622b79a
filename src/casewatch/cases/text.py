"""A case file for reading: in a terminal with colour, elsewhere plain, and as Markdown."""

from __future__ import annotations

import re

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casewatch.cases.model import CaseFile, Source
from casewatch.cases.page import Page, Row, Section, origin, page_of, shown

_STYLE = {"denied": "bold magenta", "alleged": "yellow", "possible": "yellow", "expected": "cyan"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def safe(text: str) -> str:
    """Text of a report without what could steer a terminal."""
    return _CONTROL.sub(" ", text)


def _numbers(row: Row) -> str:
    found = " ".join(f"[{n}]" for n in row.numbers)
    return f"{found} +{row.more}" if row.more else found


def _section(section: Section) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    led = any(row.lead for row in section.rows)
    if led:
        table.add_column(style="bold", no_wrap=True, max_width=32, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(style="dim", no_wrap=True)
    for row in section.rows:
        style = "bold" if row.mood == "status" else _STYLE.get(row.mood, "")
        cells = [Text(safe(row.words), style=style), Text(_numbers(row))]
        table.add_row(*([Text(safe(row.lead))] if led else []), *cells)
    return Group(Text(section.title, style="bold underline"), Padding(table, (0, 0, 1, 2)))


def _quoted(s: Source) -> Text:
    """The words of a source; of a sentence shown around a quote, the quote stands out."""
    words = shown(s)
    quote = " ".join(s.quote.split())
    found = Text(f"“{safe(words)}”")
    at = words.find(quote) if s.context else -1
    if at >= 0:
        found.stylize("underline", at + 1, at + 1 + len(quote))
    return found


def render(case: CaseFile) -> RenderableType:
    """The case file as something that a rich console prints."""
    page = page_of(case)
    parts: list[RenderableType] = [Text(safe(page.title), style="bold")]
    parts += [Text(f"  {safe(line)}") for line in page.head]
    parts.append(Text(""))
    parts += [_section(s) for s in page.sections]
    if page.sources:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for n, s in enumerate(page.sources, 1):
            quote = _quoted(s)
            quote.append(f"  {safe(origin(s))}", style="dim")
            table.add_row(Text(f"[{n}]"), quote)
        parts.append(Group(Text("Sources", style="bold underline"), Padding(table, (0, 0, 0, 2))))
    return Group(*parts)


def case_to_text(case: CaseFile, width: int = 100) -> str:
    """The case file as plain text without colour, for files and pipes."""
    console = Console(width=width, color_system=None, force_terminal=False, highlight=False)
    with console.capture() as captured:
        console.print(render(case))
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(safe(text).split()))


def _row(row: Row) -> str:
    lead = f"**{_plain(row.lead)}** " if row.lead else ""
    notes = "".join(f"[^{n}]" for n in row.numbers)
    more = f" (+{row.more} more)" if row.more else ""
    return f"- {lead}{_plain(row.words)}{notes}{more}"


def case_to_markdown(case: CaseFile) -> str:
    """The case file as Markdown, sources as footnotes."""
    page: Page = page_of(case)
    lines = [f"# {_plain(page.title)}", ""]
    lines += [f"{_plain(line)}  " for line in page.head]
    for section in page.sections:
        lines += ["", f"## {_plain(section.title)}", "", *(_row(r) for r in section.rows)]
    lines += [""] if page.sources else []
    lines += [
        f"[^{n}]: “{_plain(shown(s))}” {_plain(origin(s))}" for n, s in enumerate(page.sources, 1)
    ]
    return "\n".join(lines) + "\n"
