"""`casewatch alerts`: one digest of what the watches found since they were last asked."""

from __future__ import annotations

from dataclasses import replace

import click

from casewatch.cli.common import Command, format_option, store_option, to_json
from casewatch.cli.watched import Desk


@click.command(
    "alerts",
    cls=Command,
    examples="""
    casewatch alerts
    casewatch alerts --again
    casewatch alerts --budget 20 --format json
    """,
)
@click.option(
    "--budget", default=10.0, show_default=True, type=click.FloatRange(0, 100_000),
    metavar="WEEKS",
    help="At most one false alert in so many weeks over all watches, on average; 0 for no limit.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Show all since each watch was added, also told ones.")
@format_option("text", "json")
@store_option
def command(budget: float, again: bool, form: str, store_url: str | None) -> int:
    """Show new alerts of all watches in one digest; what was told once is not told again.

    First the facts and their words, then why the alert was raised and how often such a one is
    false. With many watches each must be surer, so that the budget holds for all together.
    """
    from casewatch.watching.outward import alert_to_json
    from casewatch.watching.running import new_alerts, run
    from casewatch.watching.text import digest

    with Desk(store_url) as desk:
        results = run(desk.kept.watches, desk.series, desk.belief, budget or None)
        told = frozenset[tuple[str, str]]() if again else desk.kept.told
        found = new_alerts(results, told)
        if form == "json":
            failed = {r.watch.id: r.failed for r in results if r.failed}
            body = {"alerts": [alert_to_json(a) for a in found], "failed": failed}
            click.echo(to_json(body, indent=1))
        else:
            for line in digest(found, results):
                click.echo(line)
        if found and not again:
            # Only after they were shown: an alert that nobody saw was not told.
            desk.keep(replace(desk.kept, told=desk.kept.told | {a.key for a in found}))
    return int(any(r.failed for r in results))
