"""Exports and pages of many made-up case files: time, memory, the 95th percentile of a page."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from casewatch.bench.made_up import made_names
from casewatch.bench.resolving import peak_memory_mb
from casewatch.sharing.items import item_id, precision
from casewatch.sharing.model import Item, Quote, ReportRow, Share, SharedCase, Subject
from casewatch.sharing.publishing import publish_objects
from casewatch.sharing.stix.fixed import timestamp
from casewatch.sharing.stix.stamps import Stamps
from casewatch.sharing.stix.write import objects, write
from casewatch.sharing.taxii import taxii_app
from casewatch.store import Store

Step = Callable[[], object]
_NOW = "2026-01-01T00:00:00+00:00"
_TYPES = ("arrest", "charge", "plea", "conviction", "sentence")
_EACH = 10
#: Sizes of pages that are measured.
PAGES = (100, 500)


@dataclass(frozen=True, slots=True)
class MadeCases:
    """Cases of ten happenings each, of two quotes each; made anew each time they are gone through."""

    happenings: int

    def __iter__(self) -> Iterator[SharedCase]:
        count = self.happenings // _EACH
        for number, name in enumerate(made_names(count)):
            yield _case(number, name)


def _quote(report: str, place: int, words: str) -> Quote:
    return Quote(report, place, place + len(words), words, f"It was told that {words} in court.")


def _case(number: int, name: str) -> SharedCase:
    key = f"person-{number:012x}"
    first, second = f"report-{number:07}", f"report-{(number * 7 + 1) % 50_000:07}"
    told = [
        Item(
            item_id(key, "name", (name,)), "name", "asserted",
            {"name": name, "form": "name", "shared_with": ""}, (_quote(first, 0, name),),
        )
    ]  # fmt: skip
    for n in range(_EACH):
        date = f"20{10 + number % 15}-{1 + n:02}-{1 + number % 28:02}"
        type_ = _TYPES[n % len(_TYPES)]
        words = f"{name} was told of in connection with {type_} number {n}"
        value = {
            "type": type_, "date": date, "precision": precision(date), "place": "Springfield",
            "term_months": 24 if type_ == "sentence" else None, "max_term_months": None,
            "parties": ["US"], "offences": ["wire_fraud"], "manner": "", "details": [],
            "overdue": False, "independent_sources": 2,
        }  # fmt: skip
        quotes = (_quote(first, 100 * n, words), _quote(second, 100 * n, words))
        modality = "alleged" if type_ == "charge" else "asserted"
        told.append(Item(item_id(key, "happening", (n,)), "happening", modality, value, quotes))
    return SharedCase(Subject(key, "person", None, name), tuple(told))


def _reports(happenings: int) -> dict[str, ReportRow]:
    return {
        f"report-{n:07}": ReportRow(
            f"report-{n:07}", f"Report {n}", "Made Up News", f"20{10 + n % 15}-06-01",
            f"https://news.example/{n}", f"{n:064x}", f"{n:064x}",
        )
        for n in range(max(happenings // _EACH, 50_000))
    }  # fmt: skip


def measure_sharing(happenings: int, pages: int, step: Step = lambda: None) -> dict[str, Any]:
    """Figures of the export of so many happenings as STIX, and of so many pages of each size.

    Times are of the processor, so that other programs do not count; that of the clock is beside.
    """
    share = Share(MadeCases(happenings), _reports(happenings))
    stamps = Stamps(timestamp(_NOW) or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.json"
        began, started = process_time(), perf_counter()
        with path.open("w", encoding="utf-8") as out:
            count = write(objects(share, stamps), out)
        seconds, elapsed = process_time() - began, perf_counter() - started
        step()
        found: dict[str, Any] = {
            "happenings": happenings,
            "objects": count,
            "seconds": round(seconds, 1),
            "elapsed_seconds": round(elapsed, 1),
            "megabytes": round(os.path.getsize(path) / 1e6, 1),
            "peak_memory_mb": peak_memory_mb(),
        }
        if pages:
            url = f"{folder}/store.db"
            with Store.open(url) as store:
                publish_objects(store, "all", objects(share, Stamps(timestamp(_NOW) or "")))
            step()
            found["pages"] = [asyncio.run(_pages(url, size, pages)) for size in PAGES]
    return found


async def _pages(url: str, size: int, most: int) -> dict[str, Any]:
    """Times of pages of one size, one behind the other, through the whole application."""
    import httpx

    transport = httpx.ASGITransport(app=taxii_app(url))
    times: list[float] = []
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        query: dict[str, str] = {"limit": str(size)}
        while len(times) < most:
            began = process_time()
            answer = await client.get("/api/collections/all/objects/", params=query)
            times.append(1000 * (process_time() - began))
            told = answer.json()
            query = {"limit": str(size)}
            if told.get("more"):
                query["next"] = told["next"]
    times.sort()
    return {
        "size": size,
        "pages": len(times),
        "median_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))], 1),
    }
