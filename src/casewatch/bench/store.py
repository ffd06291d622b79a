"""How fast readings are written as a store grows, how fast it answers, and what it takes.

Reports and readings are made up and of one size, so that rates at different sizes can be set
beside each other. They are made before the clock runs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from casewatch.bench.made_up import made_names, made_reading, made_report
from casewatch.errors import UsageError
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import Store

#: Readings written in one transaction.
AT_ONCE = 500
#: Questions asked at each size.
ASKED = 100
_READER = "made-up"
Made = list[tuple[Report, Reading]]


def _made(names: Sequence[str], low: int, high: int) -> Iterator[tuple[Report, Reading]]:
    for number in range(low, high):
        # A name belongs to several reports, as people do.
        name = names[number * 7919 % len(names)]
        report = made_report(number, name)
        yield report, made_reading(report, name, _READER)


def write(store: Store, made: Made, at_once: int = AT_ONCE) -> float:
    """Seconds that it takes to write these readings for good, `at_once` in a transaction."""
    began = time.perf_counter()
    for low in range(0, len(made), at_once):
        some = made[low : low + at_once]
        with store.batch() as batch:
            batch.expect([report.id for report, _ in some])
            for report, reading in some:
                batch.add(report, reading)
    return time.perf_counter() - began


def _fill(
    store: Store, names: Sequence[str], low: int, high: int, step: Callable[..., None]
) -> None:
    for start in range(low, high, AT_ONCE):
        made = list(_made(names, start, min(start + AT_ONCE, high)))
        write(store, made)
        step(len(made))


def percentile(times: Sequence[float], share: float) -> float:
    """In milliseconds."""
    return round(sorted(times)[int(share * (len(times) - 1))] * 1000, 2)


def timed(ask: Callable[[str], object], names: Sequence[str], seed: int = 5) -> dict[str, float]:
    """How long `ASKED` questions take, each by a name of the store; in milliseconds."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    times: list[float] = []
    for turn in range(ASKED + 20):
        name = names[rng.randrange(len(names))]
        began = time.perf_counter()
        ask(name)
        if turn >= 20:  # the first ones find nothing in memory
            times.append(time.perf_counter() - began)
    return {"median_ms": percentile(times, 0.5), "p95_ms": percentile(times, 0.95)}


def measure_store(
    url: str,
    sizes: Sequence[int],
    window: int,
    step: Callable[..., None],
    asks: Callable[[Store], dict[str, Callable[[str], object]]] | None = None,
) -> dict[str, Any]:
    """The rate of writing `window` readings at each of `sizes`, answers and disk at each.

    `asks` gives what else is asked of the store, by its name. Raises `UsageError` where the
    store at `url` holds anything.
    """
    figures: list[dict[str, Any]] = []
    names = made_names(max(1000, max(sizes) // 5))
    with Store.open(url) as store:
        if store.counts().reports:
            raise UsageError(f"{store.place} is not empty", hint="measure on a store of its own")
        done = 0
        for size in sizes:
            if size > done:
                _fill(store, names, done, size, step)
                done = size
            made = list(_made(names, done, done + window))
            began = time.process_time()
            seconds = write(store, made)
            processor = time.process_time() - began
            done += window
            step(window)
            used = names[: max(1, min(len(names), done // 2))]
            known = [names[n * 7919 % len(names)] for n in range(0, done, max(1, done // 5000))]
            answers = {"search": timed(store.search, known or used)}
            for name, ask in (asks(store) if asks else {}).items():
                answers[name] = timed(ask, known or used)
            figures.append(
                {
                    "reports": size,
                    "readings_per_second": round(window / seconds, 1),
                    "processor_ms_per_reading": round(processor / window * 1000, 3),
                    "bytes_per_report": round(store.size() / done),
                    "answers": answers,
                }
            )
        facts = len(list(store.facts(made[-1][0].id)))
    first, last = figures[0], figures[-1]
    return {
        "store": store.place,
        "facts_per_reading": facts,
        "characters_per_report": len(made[-1][0].text),
        "readings_per_transaction": AT_ONCE,
        "window": window,
        "sizes": figures,
        "rate_kept": round(last["readings_per_second"] / first["readings_per_second"], 3),
    }
