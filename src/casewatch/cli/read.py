"""`casewatch read`: inputs to stored facts, or only to a printed reading."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    progress,
    store_option,
    tell,
    to_json,
)
from casewatch.cli.engines import engine_options, private_option
from casewatch.errors import UsageError

if TYPE_CHECKING:
    from casewatch.cli.readers import Readers
    from casewatch.model.reading import Reading
    from casewatch.pipeline.items import Outcome, Progress
    from casewatch.pipeline.work import Pool
    from casewatch.store import Failure, Store

#: With more reports than these, text output is one line a report rather than a block.
FEW = 5


@click.command(
    "read",
    cls=Command,
    examples="""
    casewatch read article.html
    casewatch read reports/ mail.eml indictment.pdf
    casewatch read reports.jsonl.gz --workers 4
    casewatch read https://news.example/story --publisher "Example News"
    pbpaste | casewatch read - --published 2024-08-02 --no-store --format jsonl
    """,
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE", help="The day of the report, where its text lacks it.")
@click.option("--url", metavar="URL", help="The address that the report came from.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--no-store", is_flag=True, help="Only print what is found; keep nothing.")
@click.option(
    "--reader",
    "reader_name",
    type=click.Choice(["rules", "llm", "both"]),
    default="rules",
    show_default=True,
    help="Rules; a language model behind CASEWATCH_LLM_URL; or both, kept apart.",
)
@engine_options
@private_option
@format_option()
@store_option
def command(
    inputs: tuple[str, ...],
    published: str | None,
    url: str | None,
    publisher: str | None,
    no_store: bool,
    reader_name: str,
    engine: str,
    workers: int,
    allow_private: bool,
    form: str,
    store_url: str | None,
) -> int:
    """Read reports and keep their facts with evidence.

    INPUT is a file (txt, md, html, pdf, eml, jsonl, jsonl.gz), a folder, an http(s) address, or
    `-` for standard input. JSON lines hold one report each: id, title, text or html, published,
    url, publisher. What was read before is skipped; a changed text becomes a new version. An
    input that fails is named on stderr with its stage, the rest goes on, and exit status is 1.

    The reader llm asks any OpenAI-compatible address (CASEWATCH_LLM_URL, CASEWATCH_LLM_MODEL, and
    a key in CASEWATCH_LLM_KEY or in the file CASEWATCH_LLM_KEY_FILE); facts whose quote is not in
    the text are dropped. With both, case files rest on the rules, and each item says whether the
    other reader agrees.
    """
    from casewatch.cli.readers import Beside, chosen
    from casewatch.pipeline.intake import intake
    from casewatch.pipeline.run import run
    from casewatch.sources.counting import count_reports
    from casewatch.sources.fetched import Given
    from casewatch.sources.inputs import inputs as fetch
    from casewatch.sources.urls import Web

    overrides = Given(published=published or "", url=url or "", publisher=publisher or "")
    fetched = fetch(inputs, web=Web(allow_private=allow_private), stdin=sys.stdin.buffer)
    items = intake(fetched, overrides)
    printer = _Printer(form)
    with (
        chosen(reader_name) as readers,
        _opened(store_url, no_store) as store,
        _pool(readers, engine, workers) as pool,
        progress("reading") as step,
    ):
        beside = Beside(readers.second, store, printer.take, name_failure)
        outcome = run(
            items,
            readers.first,
            store,
            pool=pool,
            total=count_reports(inputs),
            on_progress=stepper(step),
            on_reading=beside.take if readers.second else printer.take,
            on_failure=name_failure,
        )
    printer.end()
    tell(closing(outcome, store.place if store is not None else None))
    for line in readers.closing():
        tell(line)
    return max(outcome.exit_status, int(beside.failed > 0))


def _pool(readers: Readers, engine: str, workers: int) -> AbstractContextManager[Pool | None]:
    """Where reading is spread; a model is asked from here alone."""
    from casewatch.pipeline.pools import pool_for
    from casewatch.reading.reader import RulesReader

    if isinstance(readers.first, RulesReader):
        return pool_for(engine, workers, RulesReader, readers.first.version)
    if (engine, workers) != ("local", 1):
        raise UsageError("--engine and --workers spread the reader rules", hint="leave them out")
    return nullcontext()


@contextmanager
def _opened(store_url: str | None, no_store: bool) -> Iterator[Store | None]:
    if no_store:
        yield None
        return
    from casewatch.store import Store

    with Store.open(store_url) as store:
        yield store


def stepper(step: Callable[..., None]) -> Callable[[Progress], None]:
    """Moves a progress line as a run tells how far it is."""
    done = 0

    def tell_progress(now: Progress) -> None:
        nonlocal done
        step(now.done - done, total=now.total)
        done = now.done

    return tell_progress


def name_failure(failure: Failure) -> None:
    """Names an input that failed, with its stage, on stderr."""
    hint = f" ({failure.hint})" if failure.hint else ""
    tell(f"casewatch: {failure.input}: {failure.stage}: {failure.message}{hint}")


class _Printer:
    """Prints readings as they come, so that memory does not grow with their number."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._count = 0

    def take(self, reading: Reading, other: Reading | None = None) -> None:
        """Print one reading; with `other`, each item says whether that one agrees."""
        from casewatch.cli.summary import one_line, summary
        from casewatch.llm.both import marked
        from casewatch.model.reading import reading_to_json
        from casewatch.reading.confidence import confidence

        self._count += 1
        told = {}
        if self._form in ("json", "jsonl"):
            told = reading_to_json(reading, confidence(reading).of)
        if other is not None and told:
            told = marked(told, reading, other)
        if self._form == "jsonl":
            print_items([told], "jsonl")
        elif self._form == "json":
            lead = "[\n" if self._count == 1 else ",\n"
            click.echo(lead + to_json(told, indent=1), nl=False)
        elif self._count <= FEW:
            click.echo("\n".join(summary(reading)))
        else:
            click.echo(one_line(reading))

    def end(self) -> None:
        """Close what was opened."""
        if self._form == "json":
            click.echo("\n]" if self._count else "[]")


def closing(outcome: Outcome, place: str | None) -> str:
    """What came of a run, in one line."""
    rate = outcome.done / outcome.elapsed if outcome.elapsed else 0.0
    parts = [f"{outcome.read:,} read"]
    if outcome.new_versions:
        parts.append(f"{outcome.new_versions:,} new versions")
    if outcome.skipped:
        parts.append(f"{outcome.skipped:,} known already")
    if outcome.failures:
        stages = ", ".join(f"{n} in {stage}" for stage, n in outcome.failed.items())
        parts.append(f"{len(outcome.failures):,} failed ({stages})")
    if outcome.masked:
        parts.append(f"{outcome.masked:,} card numbers masked")
    where = f", kept in {place}" if place else ", nothing kept"
    advice = f"; {outcome.advice}" if outcome.advice else ""
    return (
        f"casewatch: {', '.join(parts)} in {outcome.elapsed:.1f} s "
        f"({rate:.1f} a second){where}{advice}"
    )
