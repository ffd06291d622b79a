"""From fetched inputs to items: cleaning, with the time each stage takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from casewatch.errors import CasewatchError
from casewatch.pipeline.items import Item
from casewatch.sources import fetched as source
from casewatch.sources.clean.published import usage_date
from casewatch.sources.clean.report import Cleaned
from casewatch.sources.cleaning import clean
from casewatch.sources.fetched import Fetched, Given, Media
from casewatch.sources.limits import Limits
from casewatch.store import Failure, Origin
from casewatch.store.store import utc_now

#: How a kind of input is kept beside its report.
MEDIA_TYPES: dict[Media, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "mail": "message/rfc822",
}


def intake(
    inputs: Iterable[Fetched | source.Failure],
    overrides: Given | None = None,
    limits: Limits | None = None,
    now: Callable[[], str] = utc_now,
) -> Iterator[Item | Failure]:
    """Items for `run` out of fetched inputs, in their order, each failure in its place.

    What the user gives in `overrides` wins over what the inputs say; raises `UsageError`
    before anything is fetched where that holds an impossible date.
    """
    if overrides is not None and overrides.published:
        usage_date(overrides.published)
    return _items(iter(inputs), overrides, limits, now)


def _items(
    inputs: Iterator[Fetched | source.Failure],
    overrides: Given | None,
    limits: Limits | None,
    now: Callable[[], str],
) -> Iterator[Item | Failure]:
    while True:
        began = perf_counter()
        fetched = next(inputs, None)
        if fetched is None:
            return
        seconds = {"fetch": perf_counter() - began}
        if isinstance(fetched, source.Failure):
            yield _failure(fetched.source, fetched.error)
            continue
        began = perf_counter()
        try:
            cleaned = clean(fetched, overrides, limits)
        except CasewatchError as error:
            yield _failure(fetched.source, error)
            continue
        except Exception as error:  # noqa: BLE001 - one input that trips the cleaning is one failure
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            hint = "the input is left out; please report this as a fault of Casewatch"
            yield Failure(fetched.source, "clean", f"the cleaning failed: {what}", hint)
            continue
        seconds["clean"] = perf_counter() - began
        yield Item(fetched.source, cleaned.report, origin_of(fetched, cleaned, now()), seconds)


def origin_of(fetched: Fetched, cleaned: Cleaned, at: str) -> Origin:
    """What is kept beside the clean text of what was fetched at the time `at`."""
    raw = cleaned.original.encode("utf-8", "replace")
    return Origin(
        fetched=at,
        media=MEDIA_TYPES[fetched.media],
        original=cleaned.kept,
        before=None if raw == cleaned.kept else raw.decode("utf-8"),
        segments=cleaned.map.segments,
        notes=cleaned.notes,
        masked=cleaned.cards,
    )


def _failure(name: str, error: CasewatchError) -> Failure:
    return Failure(name, error.stage, error.message, error.hint)
