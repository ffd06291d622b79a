"""A run: what it counts, skips, keeps of failures, tells meanwhile, and does when stopped."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest

from casewatch.errors import ReaderBrokenError, StoreError
from casewatch.model.reading import Person, Reading
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.pipeline import Item, Progress, items_of, run
from casewatch.pipeline.shield import shielded
from casewatch.store import Failure, Store

from .forty import NameReader, items, report


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store.open(store_url) as store:
        yield store


def ten() -> list[Item]:
    return list(items_of(report(number) for number in range(10)))


class NeverReader(NameReader):
    """Has no need to read."""

    def read(self, report: Report) -> Reading:
        raise AssertionError(report.id)


def test_all_is_counted(store: Store) -> None:
    outcome = run(items(), NameReader(), store)
    assert (outcome.read, outcome.stored, outcome.skipped) == (41, 41, 0)
    assert (outcome.new_reports, outcome.new_versions) == (40, 1)
    assert outcome.failed == {"fetch": 1, "read": 1}
    assert (outcome.done, outcome.exit_status, outcome.advice) == (43, 1, "")
    assert outcome.rate("read") > 0
    assert outcome.rate("store") > 0
    assert outcome.rate("fetch") == 0
    assert outcome.counts["read"] == outcome.counts["store"] == 41
    assert outcome.characters > 2000
    assert [failure.message for failure in store.failures()] == [
        "bad: cannot be read",
        "no such file",
    ]
    assert store.counts().reports == 40


def test_what_was_read_is_skipped_without_reading(store: Store) -> None:
    run(ten(), NameReader(), store)
    before = list(store.dump())
    outcome = run(ten(), NeverReader(), store)
    assert (outcome.read, outcome.skipped, outcome.exit_status) == (0, 10, 0)
    assert outcome.counts["store"] == 0
    assert list(store.dump()) == before


def test_a_new_reader_reads_again(store: Store) -> None:
    class Newer(NameReader):
        version = "names-2"

    run(ten(), NameReader(), store)
    outcome = run(ten(), Newer(), store)
    assert (outcome.stored, outcome.new_reports, outcome.new_versions) == (10, 0, 0)
    assert store.counts().readers == {"names-2": 10}


def test_readings_are_given_in_order_whether_made_or_kept(store: Store) -> None:
    made: list[Reading] = []
    kept: list[Reading] = []
    run(ten(), NameReader(), store, on_reading=made.append, batch_size=3)
    run(ten(), NeverReader(), store, on_reading=kept.append)
    assert [one.report.id for one in made] == [item.input for item in ten()]
    assert kept == made


def test_without_a_store_all_is_read() -> None:
    seen: list[Reading] = []
    outcome = run(items(), NameReader(), on_reading=seen.append)
    assert (outcome.read, outcome.stored, len(seen)) == (41, 0, 41)
    assert outcome.failed == {"fetch": 1, "read": 1}


def test_a_failed_input_that_comes_in_later_is_no_failure(store: Store) -> None:
    told: list[Failure] = []
    item = ten()[0]
    run([Failure(item.input, "clean", "empty")], NameReader(), store, on_failure=told.append)
    assert [failure.message for failure in told] == ["empty"]
    assert len(store.failures()) == 1
    run([item], NameReader(), store)
    assert store.failures() == ()
    # Also where it has been read under another name already.
    run([Failure("other.txt", "fetch", "refused")], NameReader(), store)
    run([replace(item, input="other.txt")], NeverReader(), store)
    assert store.failures() == ()


class UnitReader(NameReader):
    """Is quicker with several reports at once, and keeps which ones it got so."""

    def __init__(self) -> None:
        self.units: list[list[str]] = []

    def together(self, reports: Sequence[Report]) -> NameReader:
        self.units.append([report.id for report in reports])
        return NameReader()


def test_a_reader_that_can_read_several_at_once_gets_them_in_units(store_url: str) -> None:
    reader = UnitReader()
    with Store.open(store_url) as store:
        outcome = run(items(), reader, store)
        assert (outcome.read, outcome.stored, outcome.failed) == (41, 41, {"fetch": 1, "read": 1})
        in_units = [ident for unit in reader.units for ident in unit]
        stored = list(store.dump())
    assert 1 < max(map(len, reader.units)) < len(in_units)
    assert in_units == [item.report.id for item in items() if isinstance(item, Item)]
    with Store.open(":memory:") as alone:
        run(items(), NameReader(), alone)
        assert list(alone.dump()) == stored


def test_an_interruption_costs_the_unit_that_was_being_read() -> None:
    class Stopped(UnitReader):
        def together(self, reports: Sequence[Report]) -> NameReader:
            if self.units:
                raise KeyboardInterrupt
            return super().together(reports)

    reader, seen = Stopped(), list[str]()
    outcome = run(ten(), reader, on_reading=lambda reading: seen.append(reading.report.id))
    assert outcome.interrupted
    assert seen == reader.units[0]
    assert 0 < len(seen) < 10


def test_a_reader_that_trips_costs_one_report(store: Store) -> None:
    class Trips(NameReader):
        def read(self, report: Report) -> Reading:
            if report.id == "r-04":
                raise IndexError("no such place\nand more")
            reading = super().read(report)
            if report.id == "r-05":
                return replace(reading, people=(Person("Ada", (Span(0, 9999),)),))
            return reading

    outcome = run(ten(), Trips(), store)
    assert outcome.failed == {"read": 1, "store": 1}
    assert outcome.exit_status == 1
    by_input = {failure.input: failure for failure in store.failures()}
    assert by_input["r-04"].message == "the reader failed on r-04: IndexError: no such place"
    assert "is not in the text" in by_input["r-05"].message
    assert store.counts().reports == 8


def test_half_a_character_is_one_failure(store: Store) -> None:
    class Anything(NameReader):
        def read(self, report: Report) -> Reading:
            return Reading(report, self.version)

    outcome = run(items_of([Report("a", "x\ud800"), Report("b", "x")]), Anything(), store)
    assert (outcome.stored, outcome.failed) == (1, {"store": 1})


def test_progress(store: Store) -> None:
    told: list[Progress] = []
    run(ten(), NameReader(), store, total=10, on_progress=told.append, batch_size=4)
    assert [one.done for one in told] == list(range(1, 11))
    assert told[4].input == "r-04"
    assert told[4].rate > 0
    assert (told[4].seconds_left or 0) > 0
    assert told[-1].seconds_left == 0
    assert replace(told[0], total=None).seconds_left is None


def test_large_texts_are_stored_sooner(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[run.__module__], "BATCH_CHARS", 100)
    seen: list[int] = []
    run(ten(), NameReader(), store, on_progress=lambda _: seen.append(store.counts().reports))
    assert seen[3] >= 2


def interrupting(after: int) -> Iterable[Item]:
    for number, item in enumerate(ten()):
        if number == after:
            os.kill(os.getpid(), signal.SIGINT)
        yield item


def test_an_interruption_keeps_what_was_read(store: Store) -> None:
    outcome = run(interrupting(4), NameReader(), store)
    assert (outcome.interrupted, outcome.exit_status) == (True, 130)
    assert "the same command goes on" in outcome.advice
    assert store.counts().reports == 4
    again = run(ten(), NameReader(), store)
    assert (again.skipped, again.read, again.exit_status) == (4, 6, 0)


def test_an_interruption_while_storing_waits_for_the_batch(store: Store) -> None:
    def interrupt(_: Reading) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    outcome = run(ten(), NameReader(), store, on_reading=interrupt, batch_size=5)
    assert outcome.interrupted
    assert (outcome.read, store.counts().reports) == (5, 5)


def test_a_shield_holds_and_lets_go() -> None:
    before = signal.getsignal(signal.SIGINT)
    done = False
    with pytest.raises(KeyboardInterrupt), shielded():  # noqa: PT012
        os.kill(os.getpid(), signal.SIGINT)
        done = True
    assert done
    assert signal.getsignal(signal.SIGINT) is before


def test_a_store_that_fails_ends_the_run(store: Store, store_url: str) -> None:
    with (
        Store.open(store_url, readonly=True) as readonly,
        pytest.raises(StoreError, match="cannot be written"),
    ):
        run(ten(), NameReader(), readonly)


def test_runs_that_brought_something_in_are_kept(store: Store) -> None:
    run(ten()[:4], NameReader(), store)
    run(items(), NameReader(), store)
    run(ten(), NeverReader(), store)
    newest, oldest = store.runs()
    assert (oldest.read, oldest.failed, oldest.skipped) == (4, {}, 0)
    assert (newest.read, newest.failed, newest.skipped) == (37, {"fetch": 1, "read": 1}, 4)
    assert newest.reader == "names-1"
    assert newest.began <= newest.ended
    assert newest.counts["read"] == 37
    assert replace(newest, seconds={"read": 2.0}).rate("read") == 18.5
    assert newest.rate("clean") == 0
    assert store.runs(limit=1) == (newest,)


def test_a_reader_without_its_parts_ends_the_run(store: Store) -> None:
    class Torn(NameReader):
        def read(self, report: Report) -> Reading:
            raise FileNotFoundError("no weights")

    with pytest.raises(ReaderBrokenError, match="no weights"):
        run(ten(), Torn(), store)
    assert store.failures() == ()
