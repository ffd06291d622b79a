"""`casewatch mcp`: the store as read-only tools for assistants."""

from __future__ import annotations

from typing import Any, cast

import click

from casewatch.cli.common import Command, store_option
from casewatch.cli.sharing import LEVELS


@click.command(
    "mcp",
    cls=Command,
    examples="""
    casewatch mcp
    casewatch mcp --store team.db --tlp amber
    """,
)
@click.option(
    "--tlp",
    type=click.Choice(LEVELS),
    default="green",
    show_default=True,
    help="What others marked more strictly is not given to the assistant.",
)
@store_option
def command(tlp: str, store_url: str | None) -> None:
    """Serve the store to an assistant over standard input and output (Model Context Protocol).

    The tools only read: search case files, one case file, the evidence of a statement, screen a
    name, alerts. Every answer carries its quotes, marked as text that is not to be followed.
    Victims and minors stay out. Needs the SDK: pip install 'casewatch[assistants]'.
    """
    from casewatch.assistants.library import Library
    from casewatch.assistants.server import server
    from casewatch.sharing.gather import Choice
    from casewatch.sharing.model import Tlp
    from casewatch.store import Store

    Store.open(store_url, readonly=True).close()
    library = Library(store_url, Choice(tlp=cast(Tlp, tlp)), lambda: _alerts(store_url))
    server(library).run("stdio")


def _alerts(store_url: str | None) -> list[dict[str, Any]]:
    from casewatch.cli.watched import Desk
    from casewatch.watching.outward import alert_to_json
    from casewatch.watching.running import new_alerts, run

    with Desk(store_url) as desk:
        results = run(desk.kept.watches, desk.series, desk.belief, 10.0)
        return [alert_to_json(alert) for alert in new_alerts(results, frozenset())]
