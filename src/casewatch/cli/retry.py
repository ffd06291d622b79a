"""`casewatch retry`: what failed, once more."""

from __future__ import annotations

import sys

import click

from casewatch.cli.common import Command, progress, store_option, tell
from casewatch.cli.engines import engine_options, private_option


@click.command(
    "retry",
    cls=Command,
    examples="""
    casewatch retry
    casewatch retry --stage fetch
    casewatch retry --stage read --workers 4
    """,
)
@click.option("--stage", help="Only what failed at this stage: fetch, clean, read or store.")
@engine_options
@private_option
@store_option
def command(
    stage: str | None, engine: str, workers: int, allow_private: bool, store_url: str | None
) -> int:
    """Bring in once more what could not be brought in, as `casewatch status` lists it.

    What comes in now is a failure no longer; what fails again is kept with one attempt more.
    Files and folders that are gone, and what came by standard input, cannot be had again and
    stay listed. Exit status 1 when something has failed again or cannot be had.
    """
    from casewatch.cli.read import closing, name_failure, stepper
    from casewatch.errors import UsageError
    from casewatch.pipeline.again import inputs_again
    from casewatch.pipeline.intake import intake
    from casewatch.pipeline.items import STAGES
    from casewatch.pipeline.pools import pool_for
    from casewatch.pipeline.run import run
    from casewatch.reading.reader import RulesReader
    from casewatch.sources.inputs import inputs as fetch
    from casewatch.sources.urls import Web
    from casewatch.store import Store

    if stage is not None and stage not in STAGES:
        raise UsageError(f"there is no stage {stage}", hint=f"one of: {', '.join(STAGES)}")
    with Store.open(store_url, readonly=True) as store:
        failures = [f for f in store.failures() if stage in (None, f.stage)]
    names, lost = inputs_again(failures)
    for failure in lost:
        tell(f"casewatch: {failure.input}: cannot be had again; it stays as it failed")
    if not names:
        tell(f"casewatch: nothing to bring in again ({len(failures):,} failed)")
        return int(bool(lost))
    reader = RulesReader()
    with (
        Store.open(store_url) as store,
        pool_for(engine, workers, RulesReader, reader.version) as pool,
        progress("reading", total=len(names)) as step,
    ):
        items = intake(fetch(names, web=Web(allow_private=allow_private), stdin=sys.stdin.buffer))
        outcome = run(
            items, reader, store, on_progress=stepper(step), on_failure=name_failure, pool=pool
        )
        left = len(store.failures())
        tell(closing(outcome, store.place))
    tell(f"casewatch: {len(failures):,} had failed; {left:,} failed inputs are left")
    return outcome.exit_status or int(bool(lost))
