"""The library: what a program or a notebook calls, in the order in which it calls it.

Each function is what a command does, without the printing. All errors are a `CasewatchError`,
with a message for people and, where there is one, a `hint` on what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casewatch.cases.find import case_of, find_cases
from casewatch.cases.lookup import only
from casewatch.cases.model import CaseFile
from casewatch.cases.outward import case_to_json
from casewatch.cases.project import project_store
from casewatch.demo.reports import shipped_reports
from casewatch.errors import UsageError
from casewatch.model.reading import Reading, reading_to_json
from casewatch.model.report import Report
from casewatch.pipeline import Outcome, intake, items_of, run
from casewatch.reading.reader import RulesReader
from casewatch.sources.cleaning import clean
from casewatch.sources.fetched import Fetched, Given
from casewatch.sources.inputs import inputs
from casewatch.store import Store
from casewatch.watching.answer import Changed, changed
from casewatch.watching.asked import Field, event_near
from casewatch.watching.model import Series
from casewatch.watching.outward import changed_to_json, series_to_json


@cache
def _reader() -> RulesReader:
    """One reader a process: making it loads the language model."""
    return RulesReader()


def read_text(
    text: str,
    *,
    published: str = "",
    title: str = "",
    publisher: str = "",
    url: str = "",
    id: str = "",  # noqa: A002 - the word of the design for it
) -> Reading:
    """Everything that one report tells: people, events, sums, each with its spans.

    Nothing is stored or fetched. `text` is cleaned first (payment-card numbers are masked), and
    spans count code points of `reading.report.text`. `published` is an ISO 8601 day or time; by
    it relative dates ("last week") are resolved, and without it they stay unread.

    Raises `CleanError` for a text without words, `ReadError` for one too long, `UsageError` for
    an impossible day.

    Examples:
        >>> reading = read_text(
        ...     "Ivan Examplov was sentenced to 60 months in prison on Friday.", published="2024-08-05"
        ... )
        >>> [(event.type, event.date, event.who) for event in reading.events]
        [('sentence', '2024-08-02', ('Ivan Examplov',))]
        >>> span = reading.events[0].spans[0]
        >>> reading.report.text[span.start : span.end]
        'Ivan Examplov was sentenced'
    """
    given = Given(id or "text", title, published, url, publisher)
    fetched = Fetched(text.encode("utf-8", "surrogatepass"), "text", id or "the text", given=given)
    return _reader().read(clean(fetched).report)


def open_store(place: str | Path | None = None, *, readonly: bool = False) -> Store:
    """The store at a path, or at `postgresql://USER@HOST/DATABASE`, made where there is none.

    Without `place` the one that the commands use: `CASEWATCH_STORE`, else a file in the data
    folder of the user. `":memory:"` is a store that is gone when it is closed. Use it as a
    context, or close it. Raises `StoreError` where it cannot be opened.

    Examples:
        >>> with open_store(":memory:") as store:
        ...     store.counts().reports
        0
    """
    return Store.open(None if place is None else str(place), readonly=readonly)


def read_into(store: Store, what: Iterable[str | Path | Report]) -> Outcome:
    """Reads reports into `store`: files, folders, addresses, or `Report`s that are clean already.

    What was read before is skipped. What fails is in `outcome.failures`, each with its stage and
    a message, and the rest goes on. Raises `StoreError` where the store itself fails.

    Examples:
        >>> report = Report("a-1", "Ivan Examplov was arrested in Exampleville on 3 May 2024.")
        >>> with open_store(":memory:") as store:
        ...     outcome = read_into(store, [report, report])
        >>> outcome.read, outcome.stored, outcome.failures
        (2, 1, [])
    """
    given = list(what)
    reports = [one for one in given if isinstance(one, Report)]
    places = [str(one) for one in given if not isinstance(one, Report)]
    if reports and places:
        raise UsageError(
            "reports and places are mixed", hint="read the places in one call, reports in another"
        )
    items = items_of(reports) if reports else intake(inputs(places))
    return run(items, _reader(), store)


def read_shipped(store: Store) -> Outcome:
    """Reads the reports that come with Casewatch into `store`, as `casewatch demo` does."""
    return run(intake(shipped_reports()), _reader(), store)


def case_files(
    store: Store, query: str = "", *, as_of: str | None = None, known_by: str | None = None
) -> tuple[CaseFile, ...]:
    """All case files, or those that go by `query` (else: whose reports hold its words).

    Those with most reports first. `as_of` leaves out what happened after that ISO day, `known_by`
    what was published after it.
    """
    if query:
        return find_cases(store, query, 0, as_of, known_by)
    found = project_store(store, as_of, known_by).cases
    return tuple(sorted(found, key=lambda c: (-len(c.reports), c.name.casefold(), c.id)))


def case_file(
    store: Store, name: str, *, as_of: str | None = None, known_by: str | None = None
) -> CaseFile:
    """The one case file that a name, an alias or an id stands for, also an old id.

    Raises `NotFoundError` where there is none, or several: then the message names them.

    Examples:
        >>> with open_store(":memory:") as store:
        ...     outcome = read_shipped(store)
        ...     case = case_file(store, "Track2")
        >>> case.name, case.status.proven
        ('Roman Seleznev', 'released')
    """
    return only(case_of(store, name, as_of, known_by), name)


def activity(store: Store, name: str, *, linked: bool = False) -> Series:
    """What is counted of somebody's activity, week by week; see docs/watching.md.

    `linked` counts what is linked to the case file within one step as well. Raises
    `NotFoundError` as `case_file` does, and `WatchError` where no report has a date.
    """
    field = Field.of(store)
    return field.series(field.case(name), linked=linked)


def change_since(
    store: Store, name: str, day: date, *, linked: bool = False, event: str = ""
) -> Changed:
    """Whether somebody's activity changed after `day`; see docs/watching.md.

    Where nothing can be said, `refused` says why. `event` is what happened on that day, where
    no report tells of it. Raises `NotFoundError` as `case_file` does, and `WatchError` where no
    report has a date.
    """
    field = Field.of(store)
    case = field.case(name)
    series = field.series(case, linked=linked, anchored=False)
    return changed(series, day, event or event_near(case, day), list(field.others(case)))


def to_json(what: Reading | CaseFile | Series | Changed) -> dict[str, Any]:
    """As the commands print it with `--format json`: plain dictionaries, lists, text, numbers.

    Examples:
        >>> reading = read_text("Ivan Examplov was arrested on 3 May 2024.")
        >>> to_json(reading)["events"][0]["date"]
        '2024-05-03'
    """
    if isinstance(what, Reading):
        return reading_to_json(what)
    if isinstance(what, CaseFile):
        return case_to_json(what)
    if isinstance(what, Changed):
        return changed_to_json(what)
    return series_to_json(what)
