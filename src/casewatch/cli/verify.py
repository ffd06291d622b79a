"""`casewatch verify`: check a whole store, every fact against its words."""

from __future__ import annotations

import click

from casewatch.cli.common import Command, format_option, progress, store_option, tell, to_json


@click.command(
    "verify",
    cls=Command,
    examples="""
    casewatch verify
    casewatch verify --store cases.db --format json
    """,
)
@store_option
@format_option("text", "json")
def command(store_url: str | None, form: str) -> int:
    """Check that every fact's words stand in its report, and that nothing is torn or missing.

    Superseded facts are checked too. Exit status 1 when anything is wrong.
    """
    from casewatch.store import Store

    with Store.open(store_url, readonly=True) as store:
        counts = store.counts()
        found = []
        with progress("verifying") as step:
            for problem in store.verify():
                found.append(problem)
                step()
    facts = counts.facts + counts.superseded
    if form == "json":
        problems = [
            {"what": p.what, "report": p.report, "version": p.version, "fact": p.fact}
            for p in found
        ]
        click.echo(
            to_json({"reports": counts.reports, "facts": facts, "problems": problems}, indent=1)
        )
        return int(bool(found))
    for problem in found:
        click.echo(str(problem))
    if found:
        tell(f"casewatch: {len(found)} problems in {store.place}; restore it or read anew")
        return 1
    click.echo(f"{facts:,} facts of {counts.reports:,} reports: every quote in place.")
    return 0
