from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from casewatch.cases.project import project
from casewatch.model.reading import Reading
from casewatch.resolving.resolve import resolve
from casewatch.watching.activity import series_of
from casewatch.watching.model import Series
from casewatch.watching.uptick import alerts, watch
from tests.resolving.build import copy_of, event, person, reading
from tests.watching.field import FIRST, FREED, NAME, attack, background, release_story

VICTIMS = ["Acme Testing", "Bolt Sampling", "Crest Mockups", "Delta Specimens", "Echo Trials"]


def series(readings: Iterable[Reading]) -> Series:
    resolution = resolve(readings)
    subject = [e for e in resolution.people if e.name == NAME]
    found = series_of(NAME, subject, resolution, FREED)
    assert found is not None
    return found


def five(week: int = 70) -> list[Reading]:
    day = FIRST + timedelta(weeks=week, days=1)
    return [attack(n, day + timedelta(days=n % 3), v) for n, v in enumerate(VICTIMS)]


def test_new_happenings_count_in_the_week_of_their_first_report() -> None:
    day = FIRST + timedelta(weeks=70, days=1)
    retold = attack(50, day + timedelta(days=9), VICTIMS[0], day.isoformat())
    found = series([*background(), release_story(0), *five(), retold])
    assert sum(found.known) == 5
    assert found.counts[70] == 5
    (first,) = [a for a in found.activities if VICTIMS[0] in a.who]
    assert first.independent_sources == 2
    assert first.modality == "alleged"
    assert all(a.sources for a in found.activities)


def test_a_burst_of_stories_on_the_release_is_no_activity_and_five_new_attacks_are() -> None:
    stories = [release_story(n) for n in range(40)]
    quiet = series([*background(), *stories])
    assert sum(quiet.known) == 0
    assert not alerts(watch(quiet.counts, 100.0))
    reasons = {x.reason for x in quiet.left_out}
    assert "background of a report on an old matter" in reasons
    assert any("course of the law" in r for r in reasons)
    active = series([*background(), *stories, *five()])
    assert [w.number for w in alerts(watch(active.counts, 100.0))] == [70]


@pytest.mark.parametrize("copies", [1, 4])
def test_copies_change_nothing(copies: int) -> None:
    once = [*background(), release_story(0), *five()]
    more = [
        copy_of(one, f"{one.report.id}-copy{n}", "Another Outlet")
        for one in once
        for n in range(copies)
    ]
    a, b = series(once), series([*once, *more])
    assert (a.counts, a.volume) == (b.counts, b.volume)
    assert watch(a.counts, 100.0) == watch(b.counts, 100.0)
    assert [x.independent_sources for x in a.activities] == [
        x.independent_sources for x in b.activities
    ]


def test_weeks_without_any_report_are_gaps() -> None:
    found = series([r for n, r in enumerate(background()) if not 30 <= n < 34] + five())
    assert [n for n, c in enumerate(found.counts) if c is None] == [30, 31, 32, 33]
    assert found.counts[29] == 0


def test_what_happened_long_before_or_is_only_possible_is_left_out() -> None:
    day = FIRST + timedelta(weeks=70)
    old = attack(1, day, VICTIMS[0], (FREED - timedelta(days=400)).isoformat())
    text = f"{NAME} may attack Foxtrot Examples, an analyst said."
    may = reading(
        "may", day.isoformat(), text, [person(text, NAME, "freed")],
        [event(text, "attack", "may attack Foxtrot Examples", NAME, modality="possible")],
    )  # fmt: skip
    found = series([*background(), old, may])
    assert sum(found.known) == 0
    assert {x.reason for x in found.left_out} == {
        "before the day from which activity is new",
        "only possible",
    }


def test_an_arrest_counts_only_of_somebody_set_free_before() -> None:
    day = FIRST + timedelta(weeks=72)
    text = f"{NAME} was arrested on {day} in Exampletown."
    told = event(text, "arrest", "was arrested", NAME, date=day.isoformat())
    held = reading("held", day.isoformat(), text, [person(text, NAME)], [told])
    assert series([*background(), held]).counts[72] == 1
    resolution = resolve([*background(), held])
    subject = [e for e in resolution.people if e.name == NAME]
    unanchored = series_of(NAME, subject, resolution, None)
    assert unanchored is not None
    assert sum(unanchored.known) == 0


def test_the_order_of_reports_is_nothing() -> None:
    every = [*background(), *(release_story(n) for n in range(5)), *five()]
    assert series(every) == series(every[::-1])


def test_the_release_is_found_in_the_case_file() -> None:
    from casewatch.watching.asked import event_near, set_free

    (case,) = [c for c in project([*background(), release_story(0)]).cases if c.name == NAME]
    assert set_free(case) == FREED
    assert event_near(case, FREED + timedelta(days=2)).startswith("release")
    assert event_near(case, FREED + timedelta(days=40)) == ""
