from __future__ import annotations

from dataclasses import replace
from datetime import date

from casewatch.errors import NotFoundError
from casewatch.watching.dispersion import Floats, first_belief
from casewatch.watching.kept import Kept, Watch
from casewatch.watching.model import Series
from casewatch.watching.running import new_alerts, run, thresholds

WATCH = Watch("crew", "a test", 50.0, "2022-01-03", "2022-01-03T00:00:00+00:00", "tester", "file")
SERIES = Series("crew", date(2021, 1, 4), tuple([1, 0] * 30 + [20, 0, 0]), tuple([5] * 63))


def series(watch: Watch) -> Series:
    if watch.subject != "crew":
        raise NotFoundError(f"nobody is called {watch.subject}")
    return SERIES


def belief(_watch: Watch) -> Floats:
    return first_belief()


def test_an_alert_is_told_once_also_where_its_week_moves_a_little() -> None:
    results = run([WATCH], series, belief)
    (alert,) = new_alerts(results, frozenset())
    assert alert.week == date(2022, 2, 28)
    assert (alert.observed, alert.history, alert.every) == (20, 52, 50.0)
    assert not new_alerts(results, frozenset({alert.key}))
    assert not new_alerts(results, frozenset({(WATCH.id, "2022-02-14")}))
    assert new_alerts(results, frozenset({(WATCH.id, "2022-01-10"), ("watch-other", "2022-02-28")}))


def test_alerts_from_before_the_watch_are_its_past() -> None:
    late = replace(WATCH, from_week="2022-03-07")
    (result,) = run([late], series, belief)
    assert len(result.alerts) == 1
    assert not new_alerts([result], frozenset())


def test_one_watch_that_fails_does_not_stop_the_others() -> None:
    gone = replace(WATCH, subject="nobody")
    first, second = run([gone, WATCH], series, belief)
    assert first.failed == "nobody is called nobody"
    assert second.alerts


def test_a_budget_is_shared_by_all_watches() -> None:
    many = [replace(WATCH, subject=f"s{n}") for n in range(20)]
    found = thresholds(many, 10.0)
    assert set(found.values()) == {200.0}
    assert sum(1 / a for a in found.values()) <= 1 / 10 + 1e-12
    assert set(thresholds(many, None).values()) == {50.0}


def test_the_id_follows_from_the_question_and_not_from_its_reason() -> None:
    assert replace(WATCH, why="another").id == WATCH.id
    assert replace(WATCH, linked=True).id != WATCH.id
    kept = Kept().added(WATCH)
    assert kept.find("CREW") == (WATCH,)
    assert kept.removed(WATCH) == Kept()
