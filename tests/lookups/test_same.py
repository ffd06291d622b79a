"""Properties: what is looked up is what the whole projection has, whatever was read and judged."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.cases.find import case_of, cases_of_reports, find_cases
from casewatch.cases.lookup import find_case
from casewatch.cases.project import project_store
from casewatch.model.reading import Reading
from casewatch.resolving.digest import digest_of, digest_of_text, digest_to_text
from casewatch.store import Store
from tests.decisions.making import store_of
from tests.decisions.test_any_order import STEPS, Step, do
from tests.resolving.build import copy_of, event, group, person, reading, story

GIVEN = ("Ivan", "Iwan", "Petr", "Mara", "Maria", "Olga", "Jon")
SURNAMES = ("Examplov", "Examploff", "Primerov", "Testova", "Samplova", "Smith", "Primerovich")
HANDLES = ("zorkiy77", "blackbird", "Carderville", "kot")
VENUES = ("Carderville", "Dumpstown", "carderville")


def report_of(number: int, seed: int) -> Reading:
    """A made-up report on up to four people, some with a handle, a venue, an age."""
    rng = random.Random(seed)
    names = sorted(
        {f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}" for _ in range(rng.randint(1, 4))}
    )
    if rng.random() < 0.2:
        names.append(rng.choice(SURNAMES))
    told = {n: rng.choice(HANDLES) for n in names if rng.random() < 0.5}
    venue = rng.choice(VENUES) if rng.random() < 0.7 else ""
    day = f"20{rng.randint(10, 14)}-0{rng.randint(1, 9)}-11"
    words = [f"{n}, also known as {told[n]}, was arrested." if n in told else f"{n} was arrested."
             for n in names]  # fmt: skip
    text = " ".join([*words, f"All sold cards on {venue}." if venue else "", f"Case {seed % 5}."])
    people = [
        person(
            text, n, rng.choice(("accused", "accused", "convicted", "official", "other")),
            aliases=[told[n]] if n in told else [],
            age=rng.choice((None, 25, 40)), nationality=rng.choice(((), ("RU",), ("US",))),
        )
        for n in dict.fromkeys(names)
    ]  # fmt: skip
    events = [
        event(text, "arrest", "was arrested", n, date=rng.choice((None, "2012-03-03", day)))
        for n in names
    ]
    groups = (group(text, venue, rng.choice(("venue", "gang"))),) if venue else ()
    published = None if rng.random() < 0.1 else day
    return reading(f"r{number:02}", published, text, people, events, groups=groups,
                   publisher=f"paper {seed % 3}")  # fmt: skip


@st.composite
def stores(draw: st.DrawFn) -> list[Reading]:
    seeds = draw(st.lists(st.integers(0, 400), min_size=2, max_size=8))
    found = [report_of(n, seed) for n, seed in enumerate(seeds)]
    for n in draw(st.lists(st.integers(0, len(found) - 1), max_size=3)):
        found.append(copy_of(found[n], f"copy{len(found)}", draw(st.sampled_from(("a", "")))))
    return found


@contextmanager
def kept(readings: list[Reading]) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, store_of(Path(folder), readings) as store:
        yield store


def compare(store: Store, **more: str) -> None:
    """Everything looked up by id, name, report and words is as the whole projection has it."""
    now = project_store(store, more.get("as_of"), more.get("known_by"))
    for case in now.cases:
        assert case_of(store, case.id, **more) == (case,)
        for name in {n.name for n in case.names}:
            assert case_of(store, name, **more) == find_case(now.cases, name)
        word = case.name.split()[-1]
        assert set(find_cases(store, word, 0, more.get("as_of"), more.get("known_by"))) == set(
            find_case(now.cases, word)
        )
        wanted = {c.id for c in now.cases if case.reports[0] in c.reports}
        beside = cases_of_reports(store, [case.reports[0]], **more)
        assert {c.id for c in beside} == wanted
        assert all(c in now.cases for c in beside)


@settings(max_examples=12, deadline=None)
@given(stores())
def test_a_lookup_gives_what_the_whole_has(readings: list[Reading]) -> None:
    with kept(readings) as store:
        compare(store)
        assert list(store.verify()) == []


@settings(max_examples=4, deadline=None)
@given(stores(), st.sampled_from(("2011-06-30", "2012-12-31", "2013-12-31")))
def test_so_it_does_as_of_a_day(readings: list[Reading], day: str) -> None:
    with kept(readings) as store:
        compare(store, as_of=day)
        compare(store, known_by=day)


@settings(max_examples=5, deadline=None)
@given(STEPS, st.integers(0, 4))
def test_so_it_does_after_any_judgements(steps: list[Step], copied: int) -> None:
    with kept([*story(), copy_of(story()[copied], "copy", "other")]) as store:
        for step in steps:
            do(store, step)
        compare(store)


@settings(max_examples=5, deadline=None)
@given(stores(), st.randoms(use_true_random=False))
def test_so_it_does_when_reports_are_read_anew(readings: list[Reading], rng: random.Random) -> None:
    with kept(readings) as store:
        with store.batch() as batch:
            for one in readings:
                if rng.random() < 0.4:
                    fewer = replace(one, reader="test-2", people=one.people[:-1])
                    batch.add(one.report, fewer)
                elif rng.random() < 0.3:
                    other = report_of(99, rng.randrange(400))
                    report = replace(other.report, id=one.report.id)
                    batch.add(report, replace(other, report=report))
        compare(store)
        assert list(store.verify()) == []


@settings(max_examples=4, deadline=None)
@given(stores(), st.integers(2, 3))
def test_copies_change_no_name_and_no_status(readings: list[Reading], times: int) -> None:
    copies = [copy_of(r, f"{r.report.id}-{n}", r.report.publisher)
              for n in range(times) for r in readings]  # fmt: skip
    with kept(readings) as before, kept([*readings, *copies]) as after:
        for case in project_store(before).cases:
            (found,) = case_of(after, case.id)
            assert (found.name, found.status.proven) == (case.name, case.status.proven)
            sources = [line.independent_sources for line in found.timeline]
            assert sources == [line.independent_sources for line in case.timeline]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_a_digest_comes_back_as_it_was(seed: int) -> None:
    digest = digest_of(report_of(seed, seed))
    assert digest_of_text(digest_to_text(digest)) == digest


def test_rebuilding_and_reading_in_another_order_make_the_same_index(tmp_path: Path) -> None:
    readings = [report_of(n, n * 7) for n in range(15)]
    with kept(readings) as one, kept(readings[::-1]) as other:
        names = {c.id for c in project_store(one).cases}
        assert names == {c.id for c in project_store(other).cases}
        before = [case_of(one, name) for name in sorted(names)]
        assert [case_of(other, name) for name in sorted(names)] == before
        one.rebuild_index()
        assert [case_of(one, name) for name in sorted(names)] == before
        assert list(one.verify()) == []


def test_an_old_id_leads_on_after_another_reading() -> None:
    (first, *rest) = story()
    with kept([first, *rest]) as store:
        petr = next(c for c in project_store(store).cases if c.name == "Petr Primerov")
        text = first.report.text
        renamed = replace(
            first, reader="test-2",
            people=(first.people[0], replace(first.people[1], name="Petr A. Primerov")),
            final_status={"Ivan Examplov": "in_custody", "Petr A. Primerov": "charged"},
        )  # fmt: skip
        assert "Primerov" in text
        store.add(first.report, renamed)
        (found,) = case_of(store, petr.id)
        assert "r1" in found.reports


def test_nothing_goes_by_an_unknown_name_or_id() -> None:
    with kept(story()) as store:
        assert case_of(store, "Nobody Nowhere") == ()
        assert case_of(store, "person-000000000000") == ()
        assert case_of(store, " ") == ()
        assert find_cases(store, "quite other words") == ()


def test_words_of_reports_find_those_they_are_about() -> None:
    with kept(story()) as store:
        found = {c.name for c in find_cases(store, "burnt rolls")}
        assert found == {"Ivan Examplov"}
        assert len(find_cases(store, "Carderville", limit=1)) == 1


def test_a_missing_index_is_seen_and_made_again(tmp_path: Path) -> None:
    import sqlalchemy as sa

    from casewatch.store import schema as t

    with store_of(tmp_path) as store:
        wanted = project_store(store).cases
        with store._write() as connection:
            connection.execute(sa.delete(t.derived))
        assert any("index of names" in p.what for p in store.verify())
        assert all(case_of(store, c.id) == (c,) for c in wanted)
    with Store.open(str(tmp_path / "cases.db")) as store:
        assert list(store.verify()) == []
        with store._write() as connection:
            connection.execute(sa.delete(t.thing_key))
        assert [p.report for p in store.verify()] == ["r1", "r2", "r3", "r4", "r5"]
