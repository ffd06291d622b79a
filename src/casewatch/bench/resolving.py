"""What screening and resolving cost as names, people and reports become many."""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from casewatch.bench.made_up import (
    disguised,
    made_mentions,
    made_names,
    made_reading,
    made_report,
)
from casewatch.resolving.blocking import pairs
from casewatch.resolving.compare import compare_people
from casewatch.screening.casefiles import Entries
from casewatch.screening.entries import Entry
from casewatch.screening.query import Query
from casewatch.screening.screen import Screener
from casewatch.store import Store

#: So many names are screened, so many reports added, so many stored in one transaction.
ASKED, ADDED, AT_ONCE = 1_000, 60, 500
#: So many case files are looked up at each size.
LOOKED_UP = 200
LOOK_UP_SIZES = (1_000, 10_000, 100_000)


def peak_memory_mb() -> float:
    """The most memory that this process has had, in MB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def _percentile(times: list[float], share: float) -> float:
    """In milliseconds."""
    return round(sorted(times)[int(share * (len(times) - 1))] * 1000, 3)


def _people(count: int) -> Entries:
    names = made_names(count)
    return Entries([Entry("made", str(n), "person", name) for n, name in enumerate(names)])


def screening_speed(count: int, step: Callable[..., None]) -> dict[str, Any]:
    """Names as another source might write them, screened against `count`; processor time."""
    start = time.process_time()
    people = _people(count)
    built = time.process_time() - start
    screener = Screener([people])
    rng = random.Random(11)  # noqa: S311 - reproducible, not secret
    wanted = [rng.randrange(count) for _ in range(ASKED + 50)]
    times, found, first = [], 0, 0
    for turn, number in enumerate(wanted):
        name = people.entry(number).name
        asked = disguised(name, rng)
        start = time.process_time()
        candidates = screener.screen(Query(asked))
        took = time.process_time() - start
        step()
        if turn < 50:  # tables are read for the first time
            continue
        times.append(took)
        names = [c.entry.name for c in candidates]
        found += name in names
        first += bool(names) and names[0] == name
    return {
        "names": count,
        "built_seconds": round(built, 1),
        "median_ms": _percentile(times, 0.5),
        "p95_ms": _percentile(times, 0.95),
        "max_ms": _percentile(times, 1.0),
        "found_in_ten": round(found / len(times), 4),
        "found_first": round(first / len(times), 4),
    }


def _pairs(count: int) -> dict[str, Any]:
    start = time.perf_counter()
    mentions = sorted(made_mentions(count), key=lambda m: m.order)
    made = time.perf_counter()
    compared = proposed = 0
    for a, b in pairs(mentions):
        compared += 1
        found = compare_people(mentions[a], mentions[b])
        proposed += found is not None
    return {
        "people": count,
        "compared": compared,
        "proposed": proposed,
        "seconds": round(time.perf_counter() - made, 1),
        "making_seconds": round(made - start, 1),
        "peak_memory_mb": peak_memory_mb(),
    }


def all_pairs(count: int) -> dict[str, Any]:
    """All pairs of a store of `count` people blocked and compared, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_pairs, count).result()


def _fill(store: Store, names: list[str], start: int, end: int, step: Callable[..., None]) -> None:
    for low in range(start, end, AT_ONCE):
        with store.batch() as batch:
            for number in range(low, min(low + AT_ONCE, end)):
                report = made_report(number, names[number])
                batch.add(report, made_reading(report, names[number], "made-up"))
                step()


def _add(store: Store, names: list[str], at: int, reader: Any) -> dict[str, list[float]]:
    """What it costs to add each of `ADDED` reports, by part: read, store, propose candidates."""
    index = Screener(
        [Entries([Entry("store", str(n), "person", x) for n, x in enumerate(names[:at])])]
    )
    index.screen(Query(names[0]))
    parts: dict[str, list[float]] = {"read": [], "store": [], "candidates": []}
    for turn in range(ADDED):
        number = 50_000_000 + at + turn
        report = made_report(number, names[turn * 13 % at])
        times = [time.process_time()]
        reading = reader.read(report)
        times.append(time.process_time())
        store.add(report, reading)
        times.append(time.process_time())
        for person in reading.people:
            index.screen(Query(person.name, kind="person"))
        times.append(time.process_time())
        for part, a, b in zip(parts, times, times[1:], strict=False):
            parts[part].append(b - a)
    return parts


def adding(few: int, many: int, step: Callable[..., None]) -> dict[str, Any]:
    """The cost of adding a report to a store of `few` and of `many`; medians in milliseconds."""
    from casewatch.reading.reader import RulesReader

    names = made_names(many)
    reader = RulesReader()
    reader.read(made_report(0, names[0]))
    sizes: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "b.db")) as store:
        _fill(store, names, 0, few, step)
        done = few
        for size in (few, many):
            _fill(store, names, done, size, step)
            done = size
            parts = _add(store, names, size, reader)
            sizes[size] = {p: _percentile(t, 0.5) for p, t in parts.items()}
            sizes[size]["all"] = round(
                statistics.median(map(sum, zip(*parts.values(), strict=True))) * 1000, 3
            )
    low, high = sizes[few], sizes[many]
    return {
        "sizes": {str(size): figures for size, figures in sizes.items()},
        "ratio": round(high["all"] / low["all"], 3),
        "ratios": {p: round(high[p] / low[p], 2) if low[p] else None for p in low},
    }


def lookups(sizes: tuple[int, ...], step: Callable[..., None]) -> dict[str, Any]:
    """Case files asked for by name, as `case NAME` and `cases QUERY` do; processor time."""
    from casewatch.cases.find import case_of, find_cases

    names = made_names(max(sizes))
    rng = random.Random(5)  # noqa: S311 - reproducible, not secret
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "b.db")) as store:
        done = 0
        for size in sizes:
            start = time.process_time()
            _fill(store, names, done, size, step)
            stored = size - done
            seconds = time.process_time() - start
            done = size
            case_of(store, names[0])
            times: dict[str, list[float]] = {"case": [], "cases": []}
            reports = []
            for _ in range(LOOKED_UP):
                name = names[rng.randrange(size)]
                for way, ask in (("case", case_of), ("cases", find_cases)):
                    start = time.process_time()
                    cases = ask(store, name)
                    times[way].append(time.process_time() - start)
                reports.append(sum(len(case.reports) for case in cases))
            figures: dict[str, Any] = {
                f"{way}_{label}_ms": _percentile(took, share)
                for way, took in times.items()
                for label, share in (("median", 0.5), ("p95", 0.95), ("max", 1.0))
            }
            figures["mean_reports"] = round(statistics.mean(reports), 2)
            figures["stored_a_second"] = round(stored / seconds) if seconds else None
            found[str(size)] = figures
    return found


def measure_resolving(
    names: int, people: int, reports: int, reference: Path | None, step: Callable[..., None]
) -> dict[str, Any]:
    """All figures, by name; accuracy only where `reference` holds lists to measure it on."""
    figures: dict[str, Any] = {"screening": screening_speed(names, step)}
    if reports:
        figures["adding"] = adding(min(1_000, reports), reports, step)
        sizes = tuple(n for n in LOOK_UP_SIZES if n < reports)
        figures["lookups"] = lookups((*sizes, reports), step)
    if people:
        figures["pairs"] = all_pairs(people)
    if reference is not None:
        from casewatch.bench.matching import matching

        figures["accuracy"] = matching(reference)
    return figures
