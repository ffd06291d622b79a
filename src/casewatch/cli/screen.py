"""`casewatch screen`: who in the store or in a loaded list could bear a name."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import Command, format_option, progress, store_option
from casewatch.cli.screened import PRINTERS, Result
from casewatch.errors import UsageError

if TYPE_CHECKING:
    from casewatch.screening.query import Query
    from casewatch.screening.screen import Screener, Source


@click.command(
    "screen",
    cls=Command,
    examples="""
    casewatch screen "Roman Seleznev"
    casewatch screen "Роман Селезнёв" --born 1984 --country RU
    casewatch screen "Fancy Bear" "APT28" --list misp-threat-actor
    casewatch screen --file names.csv --format csv > found.csv
    """,
)
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option(
    "--file",
    "file",
    metavar="FILE",
    help="A CSV with a column name, and born, country, kind where known; - for standard input.",
)
@click.option("--born", type=click.IntRange(1850, 2100), metavar="YEAR", help="Year of birth.")
@click.option("--country", metavar="COUNTRY", help="Nationality, as a code or a name.")
@click.option("--kind", type=click.Choice(["person", "group"]), help="What bears the name.")
@click.option("--list", "lists", multiple=True, metavar="LIST", help="Only this list; or `store`.")
@click.option("--limit", default=10, show_default=True, help="At most so many for each name.")
@click.option(
    "--least",
    default=0.7,
    show_default=True,
    type=click.FloatRange(0.0, 1.0),
    help="Leave out names that agree less than this.",
)
@format_option("text", "json", "jsonl", "csv")
@store_option
def command(
    names: tuple[str, ...],
    file: str | None,
    born: int | None,
    country: str | None,
    kind: str | None,
    lists: tuple[str, ...],
    limit: int,
    least: float,
    form: str,
    store_url: str | None,
) -> int:
    """Show who in the store's case files and the loaded lists could bear NAME.

    Each candidate has a score (how much evidence there is that it is the same bearer, from 0 to
    1), how far the names agree, and grounds for and against in bits. Scripts, spellings, order of
    words and short forms do not matter. A name alone proves nothing, and a common one says so.
    """
    from casewatch.screening.screen import Screener

    if bool(names) == bool(file):
        raise UsageError("give names, or --file with a table of names", hint="not both")
    queries = _from_file(file) if file else _from_words(names, born, country, kind)
    with _sources(store_url, lists) as sources:
        screener = Screener(sources, least)
        if not screener.size:
            raise UsageError(
                "there is nobody to screen against",
                hint="fill the store with `casewatch read`, or load a list: "
                "casewatch reference load --help",
            )
        with progress("screening") as step:
            return PRINTERS[form](_results(screener, queries, limit, step))


def _results(
    screener: Screener, queries: Iterable[Query], limit: int, step: Callable[..., None]
) -> Iterator[Result]:
    for query in queries:
        yield query, screener.screen(query, limit)
        step()


def _from_words(
    names: tuple[str, ...], born: int | None, country: str | None, kind: str | None
) -> list[Query]:
    return [_query(name, born, country or "", kind or "") for name in names]


def _query(name: str, born: int | None, country: str, kind: str) -> Query:
    from casewatch.screening.formats.values import country as code_of
    from casewatch.screening.query import Query

    code = code_of(country) if country else ""
    if country and not code:
        raise UsageError(f"{country} is no country that is known", hint="give a code such as RU")
    if kind not in ("", "person", "group"):
        raise UsageError(f"{kind} is no kind", hint="person or group")
    return Query(name, born, code, kind)  # type: ignore[arg-type]


def _from_file(file: str) -> Iterator[Query]:
    """The rows of a CSV, one after the other. Raises `UsageError` for another table."""
    try:
        stream = (
            sys.stdin if file == "-" else Path(file).open(encoding="utf-8-sig", newline="")  # noqa: SIM115 - closed below
        )
    except OSError as problem:
        raise UsageError(f"{file} cannot be read: {problem.strerror}") from problem
    with stream:
        try:
            rows = csv.DictReader(stream)
            columns = {(c or "").strip().casefold(): c for c in rows.fieldnames or ()}
            if "name" not in columns:
                raise UsageError(f"{file} has no column name", hint="write a heading: name,born")
            for number, row in enumerate(rows, 2):
                cell = {k: (row.get(c) or "").strip() for k, c in columns.items()}
                if cell["name"]:
                    year = cell.get("born") or cell.get("birth year") or cell.get("birth_year", "")
                    place = f"{file}, line {number}"
                    yield _query(
                        cell["name"],
                        _year(year, place),
                        cell.get("country", ""),
                        cell.get("kind", ""),
                    )
        except (csv.Error, UnicodeDecodeError) as problem:
            raise UsageError(f"{file} is no CSV in UTF-8: {problem}") from problem


def _year(value: str, place: str) -> int | None:
    if not value:
        return None
    if not value[:4].isdecimal() or not value.isascii() or not 1850 <= int(value[:4]) <= 2100:
        raise UsageError(f"{place}: {value[:20]} is no year", hint="write 1984 or 1984-05-31")
    return int(value[:4])


@contextmanager
def _sources(store_url: str | None, names: tuple[str, ...]) -> Iterator[list[Source]]:
    """The store's case files and the lists, or of both only what is named."""
    from casewatch.cli.reference import lists_of
    from casewatch.screening.lists import STORE_NAME

    sources: list[Source] = []
    if not names or STORE_NAME in names:
        sources += _case_files(store_url, needed=STORE_NAME in names)
    wanted = [n for n in names if n != STORE_NAME]
    if names and not wanted:
        yield sources
        return
    with lists_of(store_url).opened(wanted) as opened:
        yield [*sources, *opened]


def _case_files(store_url: str | None, *, needed: bool) -> list[Source]:
    from casewatch.cases.project import project_store
    from casewatch.screening.casefiles import case_entries
    from casewatch.store import Store
    from casewatch.store.opening import default_url, there_is

    if not needed and not there_is(store_url or default_url()):
        return []
    with Store.open(store_url, readonly=True) as store:
        return [case_entries(project_store(store).cases)]
