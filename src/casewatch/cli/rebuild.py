"""`casewatch rebuild`: everything derived, made anew; or one stage run again alone."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import Command, progress, store_option, tell
from casewatch.cli.engines import engine_options

if TYPE_CHECKING:
    from casewatch.store import Store


@click.command(
    "rebuild",
    cls=Command,
    examples="""
    casewatch rebuild
    casewatch rebuild --stage read --workers 4
    casewatch rebuild --stage clean --store cases.db
    """,
)
@click.option(
    "--stage",
    type=click.Choice(["clean", "read", "store", "resolve", "project"]),
    help="Only this stage: clean again what was fetched, read again what a newer reader has not"
    " read, index again what is stored, resolve or project again.",
)
@engine_options
@store_option
def command(stage: str | None, engine: str, workers: int, store_url: str | None) -> int:
    """Make everything derived anew: the text index, and the case files from facts and decisions.

    Reports, facts and decisions stay as they are; the result is the same as before, which makes
    it safe at any time. With `--stage clean` or `read`, a report whose clean text changes gets a
    new version, and a reader of a newer version a new reading; the older ones stay.
    """
    from casewatch.store import Store

    with Store.open(store_url) as store:
        if stage in ("clean", "read"):
            return _again(store, stage, engine, workers)
        if stage in (None, "store"):
            with progress("indexing", total=store.counts().reports) as step:
                indexed = store.rebuild_index()
                step(indexed)
            click.echo(f"{indexed:,} reports indexed")
        if stage != "store":
            _derive(store, alone=stage)
    return 0


def _again(store: Store, stage: str, engine: str, workers: int) -> int:
    from casewatch.cli.read import closing, name_failure, stepper
    from casewatch.pipeline.again import cleaned_again, read_again
    from casewatch.pipeline.pools import pool_for
    from casewatch.pipeline.run import run
    from casewatch.reading.reader import RulesReader

    reader = RulesReader()
    items = cleaned_again(store) if stage == "clean" else read_again(store)
    total = store.counts().reports
    with (
        pool_for(engine, workers, RulesReader, reader.version) as pool,
        progress(f"{stage} again", total=total) as step,
    ):
        outcome = run(
            items, reader, store, total=total, on_progress=stepper(step),
            on_failure=name_failure, pool=pool,
        )  # fmt: skip
    tell(closing(outcome, store.place))
    return outcome.exit_status


def _derive(store: Store, alone: str | None) -> None:
    """Resolves and projects, and notes what each stage took."""
    from casewatch.cases.build import case_files
    from casewatch.cases.judged import judged_of
    from casewatch.resolving.kept import judgements_of
    from casewatch.resolving.resolve import resolve
    from casewatch.store import Run
    from casewatch.store.store import utc_now

    started, began = utc_now(), perf_counter()
    decisions = store.decisions()
    reports = store.counts().reports
    with progress("resolving") as step:
        resolution = resolve(store.readings(), judgements_of(decisions))
        step()
    resolved = perf_counter()
    counts, seconds = {"resolve": reports}, {"resolve": resolved - began}
    if alone != "resolve":
        with progress("projecting") as step:
            cases = case_files(resolution, None, judged_of(decisions))
            step()
        counts["project"], seconds["project"] = reports, perf_counter() - resolved
        people = sum(case.kind == "person" for case in cases)
        click.echo(f"{people:,} case files of people and {len(cases) - people:,} of groups")
    else:
        click.echo(f"{reports:,} reports resolved")
    store.note(
        Run(
            started, utc_now(), "", seconds=seconds, counts=counts, done=reports, total=reports,
            elapsed=perf_counter() - began,
        )
    )  # fmt: skip
