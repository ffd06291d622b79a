"""What the commands of `share` have in common: the choice, the store, where it is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from casewatch.cli.common import store_option, tell
from casewatch.errors import ShareError

if TYPE_CHECKING:
    from casewatch.sharing.gather import Choice
    from casewatch.store import Store

F = TypeVar("F", bound=Callable[..., Any])
LEVELS = ("clear", "green", "amber", "amber+strict", "red")


def choice_options(function: F) -> F:
    """`--case`, `--since`, `--tlp`, `--with-protected` and `--store`."""
    for option in (
        store_option,
        click.option(
            "--with-protected",
            is_flag=True,
            help="Also victims and minors, who otherwise stay out.",
        ),
        click.option(
            "--tlp",
            type=click.Choice(LEVELS),
            default="green",
            show_default=True,
            help="How far it may go; what others marked more strictly stays.",
        ),
        click.option(
            "--since",
            metavar="DATE",
            help="Only case files that a report published since then tells of.",
        ),
        click.option(
            "--case",
            "cases",
            multiple=True,
            metavar="NAME_OR_ID",
            help="Only this case file; may be given several times.",
        ),
    ):
        function = option(function)
    return function


def producer_option(function: F) -> F:
    """`--producer`."""
    return click.option(
        "--producer",
        default="Casewatch",
        show_default=True,
        metavar="NAME",
        help="Under whose name it leaves; part of every id, so keep to one.",
    )(function)


def out_option(what: str) -> Callable[[F], F]:
    """`--out` for a file or a folder."""
    return click.option("--out", "-o", type=click.Path(path_type=Path), metavar="PATH", help=what)


def choice_of(cases: tuple[str, ...], since: str | None, tlp: str, with_protected: bool) -> Choice:
    """The choice that the options make. Raises `UsageError` for a wrong date."""
    from typing import cast

    from casewatch.cli.days import last_day
    from casewatch.sharing.gather import Choice
    from casewatch.sharing.model import Tlp

    last_day(since)
    return Choice(cases, since, cast(Tlp, tlp), with_protected)


@contextmanager
def store_to_share(url: str | None) -> Iterator[tuple[Store, bool]]:
    """The store, and whether it can remember what left: for writing, else for reading alone."""
    from casewatch.cli.decided import existing_store
    from casewatch.errors import StoreError
    from casewatch.store import Store

    try:
        store, remembers = existing_store(url), True
    except StoreError:
        store, remembers = Store.open(url, readonly=True), False
        tell("casewatch: the store cannot be written: this export will not be remembered")
    with store:
        yield store, remembers


@contextmanager
def written(path: Path | None) -> Iterator[IO[str]]:
    """A text file that is there whole or not at all; standard output where there is no path."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        os.replace(part, path)
    except OSError as problem:
        raise ShareError(f"{path} cannot be written: {problem.strerror}") from problem
    finally:
        with suppress(OSError):
            part.unlink()


def tell_left(left_out: Mapping[str, int]) -> None:
    """Say what was kept back."""
    for reason, count in left_out.items():
        tell(f"casewatch: {count:,} kept back: {reason}")
