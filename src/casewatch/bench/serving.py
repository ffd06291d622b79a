"""Pages under load: a store of made-up reports, a server of its own process, clients beside it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from casewatch.bench.made_up import made_names, made_reading, made_report
from casewatch.store import Store

#: Kinds of pages with how often each is asked for, as somebody at work would.
MIX = {"case": 12, "search": 5, "home": 2, "report": 4, "rest": 4, "again": 3}
READER = "made-up"


@dataclass(slots=True)
class Figures:
    """What was measured. Times are milliseconds, sizes bytes, memory that of the server."""

    reports: int
    cases: int
    clients: int
    requests: int
    ready_seconds: float
    per_second: float
    failed: int
    home_bytes: int
    memory_before: int
    memory_after: int
    times: dict[str, list[float]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The figures by name, times as median and 95th percentile."""
        every = sorted(t for times in self.times.values() for t in times)
        return {
            "reports": self.reports, "cases": self.cases, "clients": self.clients,
            "requests": self.requests, "failed": self.failed,
            "ready_seconds": round(self.ready_seconds, 1),
            "requests_per_second": round(self.per_second, 1),
            "first_page_bytes": self.home_bytes,
            "server_memory_mb": [self.memory_before // 2**20, self.memory_after // 2**20],
            "all": spread(every),
            "pages": {kind: spread(sorted(times)) for kind, times in sorted(self.times.items())},
        }  # fmt: skip


def spread(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile of sorted times."""
    if not times:
        return {}
    return {
        "median_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))], 1),
    }


def fill(path: Path, reports: int, cases: int, step: Callable[[int], object]) -> None:
    """A store of so many made-up reports on about so many people."""
    names = made_names(cases)
    with Store.open(str(path)) as store:
        for start in range(0, reports, 1000):
            with store.batch() as batch:
                for n in range(start, min(start + 1000, reports)):
                    name = names[n % len(names)]
                    report = made_report(n, name)
                    batch.add(report, made_reading(report, name, READER))
            step(min(1000, reports - start))


def _memory(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    line = next((x for x in status.splitlines() if x.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) * 1024


def _server(path: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "casewatch", "serve", "--port", "0", "--store", str(path)]
    process = subprocess.Popen(  # noqa: S603 - this very program
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "http://" in line:
            return process, line.split("casewatch: ")[1].split()[0].rstrip("/")
    raise RuntimeError("the server did not start")


def _ask(
    address: str, ids: list[str], names: list[str], reports: int, count: int, seed: int,
    times: dict[str, list[float]], failed: list[str], lock: threading.Lock,
) -> None:  # fmt: skip
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    kinds, weights = list(MIX), list(MIX.values())
    own: dict[str, list[float]] = {k: [] for k in kinds}
    seen: list[tuple[str, str]] = []
    with httpx.Client(base_url=address, timeout=120) as client:
        for _ in range(count):
            kind = rng.choices(kinds, weights)[0]
            headers = {}
            if kind == "again" and seen:
                to, tag = rng.choice(seen)
                headers = {"if-none-match": tag}
            else:
                to = {
                    "case": f"/cases/{rng.choice(ids)}", "home": "/",
                    "search": f"/?q={rng.choice(names).split()[-1]}",
                    "report": f"/reports/report-{rng.randrange(reports):07}",
                    "rest": f"/api/v1/cases/{rng.choice(ids)}", "again": "/",
                }[kind]  # fmt: skip
            began = time.perf_counter()
            answer = client.get(to, headers=headers)
            own[kind].append(1000 * (time.perf_counter() - began))
            if answer.status_code not in (200, 304):
                failed.append(f"{answer.status_code} {to}")
            elif answer.headers.get("etag") and len(seen) < 200:
                seen.append((to, answer.headers["etag"]))
    with lock:
        for kind, found in own.items():
            times[kind] += found


def measure_serving(
    path: Path, reports: int, cases: int, clients: int, requests: int,
    step: Callable[[int], object],
) -> Figures:  # fmt: skip
    """Times of `clients` who each ask again as soon as they are answered."""
    fill(path, reports, cases, step)
    process, address = _server(path)
    try:
        began = time.perf_counter()
        home = httpx.get(f"{address}/", timeout=3600, headers={"accept-encoding": "identity"})
        ready = time.perf_counter() - began
        style = httpx.get(f"{address}/static/app.css", timeout=60)
        script = httpx.get(f"{address}/static/htmx.min.js", timeout=60)
        own = httpx.get(f"{address}/static/app.js", timeout=60)
        weight = sum(len(x.content) for x in (home, style, script, own))
        first = httpx.get(f"{address}/api/v1/cases?limit=500", timeout=600).json()
        ids = [c["id"] for c in first["items"]]
        while first["next"] and len(ids) < cases:
            first = httpx.get(
                f"{address}/api/v1/cases", params={"limit": 500, "cursor": first["next"]},
                timeout=600,
            ).json()  # fmt: skip
            ids += [c["id"] for c in first["items"]]
        names = made_names(cases)
        httpx.get(f"{address}/?q={names[0].split()[-1]}", timeout=600)
        times: dict[str, list[float]] = {k: [] for k in MIX}
        failed: list[str] = []
        lock = threading.Lock()
        before, began = _memory(process.pid), time.perf_counter()
        threads = [
            threading.Thread(
                target=_ask,
                args=(address, ids, names, reports, requests // clients, n, times, failed, lock),
            )
            for n in range(clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        done = sum(map(len, times.values()))
        return Figures(
            reports, len(ids), clients, done, ready, done / seconds, len(failed), weight, before,
            _memory(process.pid), times,
        )  # fmt: skip
    finally:
        process.terminate()
        process.wait(30)
