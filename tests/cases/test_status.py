import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.cases.status import Step, finds_guilt, last_words, machine, rank, standing
from casewatch.model.vocabulary import STATUSES


def step(what: str, date: str | None = None, told: str = "2020-01-01") -> Step:
    return Step(what, date, told)


def said(what: str, told: str) -> Step:
    return Step(what, None, told, observed=True)


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([step("charge", "2015-01-01")], "charged"),
        ([step("charge", "2015-01-01"), step("arrest", "2015-02-01")], "in_custody"),
        ([step("arrest", "2015-02-01"), step("charge", "2015-03-01")], "in_custody"),
        ([step("plea", "2016"), step("charge", "2015"), step("sentence", "2017")], "sentenced"),
        ([step("sentence", "2016-06-01"), step("exchange", "2018-08-01")], "released"),
        # Old things told late change nothing that came after.
        (
            [step("exchange", "2018-08-01"), step("sentence", "2016-06-01", "2024-01-01")],
            "released",
        ),
        ([step("exchange", "2018-08-01"), step("charge", None, "2024-01-01")], "released"),
        ([step("exchange", "2018-08-01"), step("arrest", "2021-01-01")], "in_custody"),
        # Let go on bond: the charge stands.
        ([step("charge", "2015-01-01"), step("release", "2015-01-03")], "charged"),
        ([step("charge", "2015"), step("acquittal", "2016")], "acquitted"),
        ([step("charge", "2015"), step("dismissal", "2016")], "none"),
        ([step("sentence", "2015"), step("acquittal", "2016-02-01")], "acquitted"),
        ([step("charge", "2015-05-05"), said("wanted", "2016-01-01")], "wanted"),
        ([step("arrest", "2015-05-05"), said("charged", "2016-01-01")], "charged"),
        ([step("plea", "2015-05-05"), said("charged", "2016-01-01")], "convicted"),
        ([said("imprisoned", "2019-01-01"), step("exchange", "2024-08-01")], "released"),
        ([step("sentence", "2015"), step("death", "2019")], "deceased"),
        ([step("seizure", "2015")], "none"),
    ],
)
def test_standing(steps: list[Step], status: str) -> None:
    assert standing(steps).status == status
    assert standing(reversed(steps)).status == status


def test_clearing_is_kept_until_a_new_charge() -> None:
    cleared = standing([step("charge", "2015"), step("dismissal", "2016")])
    assert cleared.cleared is not None
    assert not cleared.guilty
    again = standing([step("charge", "2015"), step("dismissal", "2016"), step("charge", "2017")])
    assert (again.status, again.cleared) == ("charged", None)


def test_a_report_of_old_charges_does_not_undo_an_acquittal() -> None:
    steps = [step("charge", "2015"), step("acquittal", "2016-01-05"), said("charged", "2017-01-01")]
    assert standing(steps).status == "acquitted"


EVENTS = sorted(machine()["event"])
STEPS = st.builds(
    Step,
    st.sampled_from(EVENTS),
    st.sampled_from([None, "2014", "2015-03", "2015-03-04", "2016-01-01", "2019-12-31"]),
    st.sampled_from(["2015-06-01", "2018-01-01", "2021-01-01"]),
    st.just(False),
    st.just(0),
)
SAID = st.builds(
    Step, st.sampled_from(STATUSES), st.none(), st.sampled_from(["2015-06-01", "2020-01-01"]),
    st.just(True), st.just(0),
)  # fmt: skip


@given(st.lists(STEPS | SAID, max_size=8), st.randoms(use_true_random=False))
def test_order_of_arrival_and_repeats_do_not_matter(steps: list[Step], shuffle: object) -> None:
    mixed = steps + steps
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(mixed).status == standing(steps).status


@given(st.lists(STEPS, max_size=8))
def test_no_guilt_without_a_verdict_or_plea(steps: list[Step]) -> None:
    state = standing(steps)
    verdicts = {"plea", "conviction", "sentence"} & {s.what for s in steps}
    if state.guilty or finds_guilt(state.status):
        assert verdicts


@given(st.lists(STEPS, max_size=8))
def test_a_release_is_not_erased_by_what_happened_before(steps: list[Step]) -> None:
    before = [s for s in steps if s.what != "death" and (s.date is None or s.date < "2020")]
    state = standing([*before, step("exchange", "2022-02-02", "2022-02-03")])
    if all(s.what != "acquittal" for s in before):
        assert state.status == "released"


def test_table_is_whole() -> None:
    for name, rule in {**machine()["event"], **machine()["observed"]}.items():
        for key in ("from", "again", "later"):
            for status in str(rule.get(key, "")).split():
                assert status == "none" or rank(status), (name, status)
    assert set(machine()["observed"]) == set(STATUSES)


def test_one_status_a_day_by_copy_groups() -> None:
    words = [
        ("2020-01-01", "g1", "a", "charged"), ("2020-01-01", "g1", "b", "charged"),
        ("2020-01-01", "g2", "c", "convicted"), ("2020-01-01", "g3", "d", "convicted"),
    ]  # fmt: skip
    assert last_words(words) == [("2020-01-01", "convicted", "c")]
