"""`casewatch alerts`: one digest of what the watches found since they were last asked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import Command, format_option, store_option, to_json
from casewatch.cli.watched import Desk
from casewatch.errors import UsageError

if TYPE_CHECKING:
    from casewatch.watching.running import Alert, Result


@click.command(
    "alerts",
    cls=Command,
    examples="""
    casewatch alerts
    casewatch alerts --again
    casewatch alerts --budget 20 --format json
    casewatch alerts --format html > digest.html
    casewatch alerts --format atom > alerts.atom
    casewatch alerts --webhook https://chat.example.org/hooks/casewatch
    """,
)
@click.option(
    "--budget", default=10.0, show_default=True, type=click.FloatRange(0, 100_000),
    metavar="WEEKS",
    help="At most one false alert in so many weeks over all watches, on average; 0 for no limit.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Show all since each watch was added, also told ones.")
@click.option(
    "--webhook", default="", metavar="URL",
    help="Send them there too, signed with the secret in CASEWATCH_WEBHOOK_SECRET.",
)  # fmt: skip
@format_option("text", "json", "html", "atom")
@store_option
def command(budget: float, again: bool, webhook: str, form: str, store_url: str | None) -> int:
    """Show new alerts of all watches in one digest; what was told once is not told again.

    First the facts and their words, then why the alert was raised and how often such a one is
    false. With many watches each must be surer, so that the budget holds for all together.
    As html it is ready for mail. An Atom feed holds all alerts since each watch was added, and
    counts as no telling. With --webhook, what could not be sent stays new.
    """
    from casewatch.watching.running import new_alerts, run
    from casewatch.watching.webhook import send

    secret = _secret() if webhook else ""
    feed = form == "atom"
    with Desk(store_url) as desk:
        results = run(desk.kept.watches, desk.series, desk.belief, budget or None)
        told = frozenset[tuple[str, str]]() if again or feed else desk.kept.told
        found = new_alerts(results, told)
        click.echo(_shown(form, found, results), nl=False)
        if webhook and found:
            send(found, webhook, secret)
        if found and not again and not feed:
            # Only after they were shown: an alert that nobody saw was not told.
            desk.keep(replace(desk.kept, told=desk.kept.told | {a.key for a in found}))
    return int(any(r.failed for r in results))


def _secret() -> str:
    found = os.environ.get("CASEWATCH_WEBHOOK_SECRET", "")
    if not found:
        raise UsageError(
            "alerts are sent signed, and there is no secret",
            hint="set CASEWATCH_WEBHOOK_SECRET to one that the other side knows",
        )
    return found


def _shown(form: str, alerts: Sequence[Alert], results: Sequence[Result]) -> str:
    from casewatch.watching.atom import atom
    from casewatch.watching.mail import mail
    from casewatch.watching.outward import alert_to_json
    from casewatch.watching.text import digest

    if form == "json":
        failed = {r.watch.id: r.failed for r in results if r.failed}
        body = {"alerts": [alert_to_json(a) for a in alerts], "failed": failed}
        return to_json(body, indent=1) + "\n"
    if form == "atom":
        return atom(alerts)
    if form == "html":
        return mail(alerts, results)
    return "".join(f"{line}\n" for line in digest(alerts, results))
