"""What adding a reading does: once, again, with other text, with another reader."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from casewatch.errors import EvidenceError, NotFoundError
from casewatch.model.reading import Alias, Attribution, Person, Reading
from casewatch.model.spans import Span
from casewatch.store import Added, Failure, Origin, Store

from .readings import readings
from .samples import TEXT, reading_of, report_of


def dump(store: Store) -> list[str]:
    return list(store.dump())


def test_a_reading_comes_back_as_it_went_in(store: Store) -> None:
    reading = reading_of()
    assert store.add(reading.report, reading) is Added.REPORT
    assert store.reading("r-1") == reading
    assert list(store.readings()) == [reading]
    assert store.known(reading.report, "rules-1") == reading


@given(reading=readings())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_reading_comes_back_and_verifies(reading: Reading) -> None:
    with Store.open(":memory:") as store:
        store.add(reading.report, reading)
        assert store.reading("r-1") == reading
        assert list(store.verify()) == []


def test_reading_twice_adds_nothing_at_all(store: Store) -> None:
    reading = reading_of()
    store.add(reading.report, reading)
    before = dump(store)
    assert store.add(reading.report, reading) is Added.NOTHING
    assert dump(store) == before


def test_a_new_reader_supersedes_and_the_old_facts_stay(store: Store) -> None:
    old, new = reading_of(), replace(reading_of(reader="rules-2"), groups=())
    store.add(old.report, old)
    assert not store.knows(new.report, "rules-2")
    assert store.add(new.report, new) is Added.READING
    assert store.reading("r-1") == new
    assert {fact.reader for fact in store.facts()} == {"rules-2"}
    kept = [fact for fact in store.facts("r-1", current=False) if fact.reader == "rules-1"]
    assert [f.value for f in kept if f.subject == "group:Examplebay"] == ["Examplebay", "venue"]
    assert store.counts().superseded == len(kept)
    assert store.report("r-1").reader == "rules-2"


def test_another_text_is_a_new_version(store: Store) -> None:
    first = reading_of()
    store.add(first.report, first)
    second = reading_of(report_of(text=TEXT + " She will appeal."))
    assert store.add(second.report, second) is Added.VERSION
    assert store.report("r-1").version == 2
    assert store.reading("r-1") == second
    assert store.counts().versions == 2
    # A text that was there before adds nothing, so that a run can be repeated in any state.
    assert store.add(first.report, first) is Added.NOTHING
    assert store.reading("r-1") == second
    newer = replace(first, reader="rules-2")
    assert store.add(first.report, newer) is Added.READING
    assert store.reading("r-1") == second
    assert list(store.verify()) == []


def test_another_date_of_publication_is_a_new_version_and_another_path_is_not(
    store: Store,
) -> None:
    first = reading_of()
    store.add(first.report, first)
    moved = reading_of(replace(first.report, path="elsewhere.txt"))
    assert store.add(moved.report, moved) is Added.NOTHING
    later = reading_of(replace(first.report, published="2024-05-04"))
    assert store.add(later.report, later) is Added.VERSION


BROKEN = {
    "outside": replace(reading_of(), countries={"US": (Span(10, len(TEXT) + 1),)}),
    "upside down": replace(reading_of(), countries={"US": (Span(10, 5),)}),
    "empty": replace(reading_of(), countries={"US": (Span(10, 10),)}),
    "blank": replace(reading_of(), countries={"US": (Span(4, 5),)}),
    "no span": replace(reading_of(), countries={"US": ()}),
    "alias elsewhere": replace(
        reading_of(),
        people=(Person("M", (Span(0, 4),), (Alias("Quillcat", (Span(0, 8),)),)),),
    ),
    "other words": replace(
        reading_of(),
        attributions=(Attribution("X", "A fair ending,", "direct", (Span(72, 83),)),),
    ),
    "no such person": replace(reading_of(), final_status={"Nobody Anywhere": "charged"}),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_fact_without_its_words_keeps_the_whole_report_out(store: Store, broken: Reading) -> None:
    other = reading_of(report_of("r-2"))
    with store.batch() as batch:
        batch.add(other.report, other)
        with pytest.raises(EvidenceError, match="r-1"):
            batch.add(broken.report, broken)
    assert [one.report.id for one in store.reports()] == ["r-2"]
    assert {fact.report for fact in store.facts(current=False)} == {"r-2"}
    assert list(store.verify()) == []


def test_half_a_character_keeps_the_report_out(store: Store) -> None:
    report = report_of(text=TEXT + "\ud800")
    with pytest.raises(EvidenceError, match="half a character"):
        store.add(report, reading_of(report))
    assert dump(store) == []


def test_a_reading_of_another_report_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="another report"):
        store.add(report_of("r-2"), reading_of())


def test_an_alias_may_differ_in_case_and_line_breaks(store: Store) -> None:
    text = "known as BLUE\n  QUILL in the trade"
    report = report_of(text=text)
    person = Person("Blue", (Span(9, 13),), (Alias("Blue Quill", (Span(9, 21),)),))
    assert store.add(report, Reading(report, "t", people=(person,))) is Added.REPORT


def test_an_error_in_a_batch_takes_all_of_it_back(store: Store) -> None:
    reading = reading_of()

    def fail_late() -> None:
        with store.batch() as batch:
            batch.add(reading.report, reading)
            raise KeyError

    with pytest.raises(KeyError):
        fail_late()
    assert dump(store) == []


def test_the_origin_is_kept(store: Store) -> None:
    report = replace(report_of(), path="odd\udcff name.txt")
    raw = TEXT.encode()
    origin = Origin(
        "2024-05-04T10:00:00+00:00", "text/plain", raw, "menu", ((0, 0, 9),), ("a note",), 0
    )
    store.add(report, reading_of(report), origin)
    kept = store.report("r-1")
    assert kept.origin == replace(origin, original=None, before=None)
    assert store.original("r-1") == (raw, "menu")
    assert kept.report.path == "odd? name.txt"
    assert list(store.verify()) == []
    with pytest.raises(NotFoundError):
        store.original("r-2")


def test_failures_are_counted_and_forgotten(opened: Callable[..., Store]) -> None:
    times = iter(f"2024-05-0{day}" for day in range(1, 9))
    store = opened(now=lambda: next(times))
    with store.batch() as batch:
        batch.fail(Failure("b.txt", "fetch", "no such file", "look again"))
        batch.fail(Failure("a.txt", "fetch", "no such file"))
        batch.fail(Failure("b.txt", "clean", "empty"))
    assert store.failures() == (
        Failure("a.txt", "fetch", "no such file", "", "2024-05-02", "2024-05-02", 1),
        Failure("b.txt", "clean", "empty", "", "2024-05-01", "2024-05-03", 2),
    )
    with store.batch() as batch:
        batch.succeed("b.txt")
    assert [failure.input for failure in store.failures()] == ["a.txt"]
    assert store.counts().failures == 1
