"""Forty small reports of made-up people, a reader for them, and a run that can be killed.

    python forty.py STORE [WHERE COUNT]

kills its own process the COUNTth time it comes to WHERE: `open`, `read`, `add`, `commit`,
`committed`; `commit` is before and `committed` after a batch is written for good.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator

from casewatch.errors import ReadError
from casewatch.model.reading import Event, Person, Reading
from casewatch.model.report import Report, text_hash
from casewatch.model.spans import Span
from casewatch.pipeline import Item
from casewatch.store import Failure

_NAME = re.compile(r"[A-Z][a-z]+ Testova")
_FIRST = ("Ada", "Bela", "Cleo", "Dora", "Edda")


def report(number: int, more: str = "") -> Report:
    text = (
        f"{_FIRST[number % 5]} Testova was charged with fraud number {number}. "
        f"{_FIRST[number % 3]} Testova was let go.{more}"
    )
    return Report(f"r-{number:02}", text, f"Report {number}", sha256=text_hash(text))


def items() -> Iterator[Item | Failure]:
    """Forty reports; one id comes twice with different texts, two inputs fail."""
    for number in range(40):
        yield Item(f"{number}.txt", report(number))
        if number == 11:
            yield Failure("missing.txt", "fetch", "no such file", "look again")
        if number == 30:
            yield Item("again.txt", report(3, " So it was said later."))
            yield Item("bad.txt", Report("bad", "unreadable"))


class NameReader:
    """Finds names and charges."""

    version = "names-1"

    def read(self, report: Report) -> Reading:
        if report.text == "unreadable":
            raise ReadError("bad: cannot be read", hint="leave it out")
        spans: dict[str, list[Span]] = {}
        for match in _NAME.finditer(report.text):
            spans.setdefault(match.group(), []).append(Span(*match.span()))
        people = tuple(Person(name, tuple(where)) for name, where in spans.items())
        start = report.text.index("was charged")
        charge = Event("charge", (Span(start, start + 11),), (people[0].name,))
        return Reading(report, self.version, people=people, events=(charge,))


def main(store_path: str, where: str = "", count: str = "0") -> None:
    from casewatch.pipeline import run
    from casewatch.store import Batch, Store, opening

    passed = 0

    def passing(place: str) -> None:
        nonlocal passed
        if place == where:
            passed += 1
            if passed == int(count):
                os.kill(os.getpid(), signal.SIGKILL)

    class Killed(NameReader):
        def read(self, report: Report) -> Reading:
            passing("read")
            return super().read(report)

    add, migrate, batch = Batch.add, opening.migrate, Store.batch

    def killed_add(self, *args):  # type: ignore[no-untyped-def]
        added = add(self, *args)
        passing("add")
        return added

    def killed_migrate(*args):  # type: ignore[no-untyped-def]
        migrate(*args)
        passing("open")

    def killed_batch(self):  # type: ignore[no-untyped-def]
        from contextlib import contextmanager

        @contextmanager
        def inner():  # type: ignore[no-untyped-def]
            with batch(self) as one:
                yield one
                passing("commit")
            passing("committed")

        return inner()

    Batch.add, opening.migrate, Store.batch = killed_add, killed_migrate, killed_batch  # type: ignore[method-assign]
    with Store.open(store_path) as store:
        print(run(items(), Killed(), store, batch_size=7).exit_status)


if __name__ == "__main__":
    main(*sys.argv[1:])
