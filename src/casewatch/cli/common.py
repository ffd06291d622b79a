"""What the commands share: options, help that begins with examples, output, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("text", "json", "jsonl")


class Command(click.Command):
    """A command whose help begins with its examples: `examples` holds one a line."""

    def __init__(self, *args: Any, examples: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = [line.strip() for line in examples.strip().splitlines() if line.strip()]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, then usage, text and options."""
        if self.examples:
            with formatter.section("Examples"):
                for line in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
            formatter.write_paragraph()
        super().format_help(ctx, formatter)


def store_option(function: F) -> F:
    """`--store URL`, with the environment variable and the user's data folder behind it."""
    return click.option(
        "--store",
        "store_url",
        metavar="URL",
        envvar="CASEWATCH_STORE",
        help="The store: a path, or postgresql://HOST/DATABASE. Default: a file in your data folder.",
    )(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, the first of `formats` being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats or FORMATS),
        default=(formats or FORMATS)[0],
        show_default=True,
        help="How to print it.",
    )


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON with the characters as they are, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def print_items(items: Iterable[Any], form: str) -> None:
    """Print values as one JSON list or as one JSON object a line, as they come."""
    if form == "jsonl":
        for item in items:
            click.echo(to_json(item))
        return
    first = True
    for item in items:
        click.echo(("[\n" if first else ",\n") + to_json(item, indent=1), nl=False)
        first = False
    click.echo("[]" if first else "\n]")


def stdout_console() -> Console:
    """A console for data on stdout: coloured on a terminal, plain in a pipe."""
    from rich.console import Console

    return Console(
        file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty(), markup=False
    )


def tell(message: str) -> None:
    """A message for the person at the terminal, on stderr."""
    click.echo(message, err=True)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[..., None]]:
    """A progress line with rate and time left on stderr; nothing when that is no terminal.

    Gives a function to call with the number done since the last call (1 by default) and, as
    `total`, a better knowledge of how many there are.
    """
    if not sys.stderr.isatty():
        yield lambda _step=1, total=None: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from casewatch.cli.rate import RateColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def step(done: int = 1, *, total: int | None = None) -> None:
            bar.update(task, advance=done, total=total)

        yield step
