"""Probabilities of facts: there for each fact, within bounds, the same always, shown when low."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.bench.reliability import bins, calibration_error
from casewatch.cli import summary as lines
from casewatch.model.reading import reading_to_json
from casewatch.model.report import Report
from casewatch.reading.confidence import confidence, doubtful, event_confidence
from casewatch.reading.confidence.facts import KINDS, Confidence, featured
from casewatch.reading.confidence.odds import Odds, odds, squash, threshold
from casewatch.reading.reader import RulesReader
from casewatch.reading.tables import weights
from tests.effort import in_proportion

TEXT = (
    "Ivan Examplov, 31, of Testville, Ohio, also known as “primex”, was sentenced on Monday to 60 "
    "months in prison for wire fraud, the U.S. Department of Justice announced. Mara Testova "
    "pleaded guilty on March 3, 2024. Examplov stole $2.5 million with the malware SampleBot. "
    "“This was a long investigation,” said U.S. Attorney John Modelman. Testova was arrested in "
    "Germany in 2023."
)


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return RulesReader()


@pytest.fixture
def report() -> Report:
    return Report("x", TEXT, title="Two sentenced", published="2024-06-05")


def test_each_fact_has_a_probability(reader: RulesReader, report: Report) -> None:
    reading = reader.read(report)
    told = reading_to_json(reading, confidence(reading).of)
    for kind in ("people", "groups", "agencies", "events", "money", "attributions"):
        assert told[kind]
        assert all(0 < item["confidence"] < 1 for item in told[kind])
    for person in told["people"]:
        assert 0 < person["role_confidence"] < 1
        assert len(person["alias_confidence"]) == len(person["aliases"])
    for event in told["events"]:
        assert (event["date_confidence"] is None) == (event["date"] is None)
        assert (event["term_confidence"] is None) == (event["term_months"] is None)
    assert set(told["confidence"]["countries"]) == set(told["countries"])
    assert set(told["confidence"]["final_status"]) == set(told["final_status"])


def test_the_form_without_it_stays_as_it_was(reader: RulesReader, report: Report) -> None:
    told = reading_to_json(reader.read(report))
    assert "confidence" not in told
    assert all("confidence" not in item for item in told["events"])


def test_it_is_the_same_again_and_from_another_reader(reader: RulesReader, report: Report) -> None:
    assert confidence(reader.read(report)) == confidence(RulesReader().read(report))


def test_other_readers_and_languages_have_none(reader: RulesReader, report: Report) -> None:
    reading = reader.read(report)
    assert confidence(replace(reading, reader="llm-1")) == Confidence()
    assert confidence(replace(reading, report=replace(report, language="ru"))) == Confidence()


def test_an_empty_report_has_no_facts(reader: RulesReader) -> None:
    assert confidence(reader.read(Report("x", "Nothing."))).lowest() == []


def test_the_most_doubtful_come_first(reader: RulesReader, report: Report) -> None:
    found = confidence(reader.read(report)).lowest()
    assert [f[0] for f in found] == sorted(f[0] for f in found)
    assert {f[1] for f in found} <= set(KINDS)


def test_facts_below_the_threshold_are_marked(
    reader: RulesReader, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = reader.read(report)
    low = Confidence({"events": {(0, 0): 0.2}, "status": {("Mara Testova", 0): 0.3}})
    monkeypatch.setattr(lines, "confidence", lambda _: low)
    told = "\n".join(lines.summary(reading))
    assert told.count("doubtful") == 2
    assert "[doubtful: 20%]" in told
    assert "[status doubtful: 30%]" in told


def test_what_is_well_grounded_is_surer(reader: RulesReader) -> None:
    plain = reader.read(Report("x", "Ivan Examplov was sentenced to 60 months in prison.", "T"))
    assert confidence(plain).of("events", 0) is not None
    assert all(p >= 0.5 for p, kind, *_ in confidence(plain).lowest() if kind == "people")


@given(st.lists(st.sampled_from(sorted(odds("events").weight)), unique=True))
def test_any_order_of_features_weighs_the_same(features: list[str]) -> None:
    model = odds("events")
    assert model.probability(features) == model.probability(features[::-1])


@given(st.floats(-500, 500), st.floats(0, 500))
def test_more_odds_never_mean_less(a: float, more: float) -> None:
    assert 0 < squash(a) <= squash(a + more) < 1


def test_odds_are_straightened() -> None:
    model = Odds(0.0, {"x": 2.0}, slope=0.25, shift=0.5)
    assert model.probability(["x", "unknown"]) == round(1 / (1 + math.exp(-1)), 2)


def test_the_threshold_is_told_with_its_reason() -> None:
    told = weights("confidence")["doubtful"]
    assert doubtful(threshold() - 0.01)
    assert not doubtful(threshold())
    assert 2 * told["right"] < told["facts"]
    assert "half" in told["reason"]


def test_every_kind_is_fitted(reader: RulesReader, report: Report) -> None:
    assert set(weights("confidence")["kinds"]) == set(KINDS)
    assert {kind for kind, *_ in featured(reader.read(report))} <= set(KINDS)


def test_bins_and_calibration_error() -> None:
    told = [(0.95, True)] * 9 + [(0.95, False)] + [(0.35, False)] * 10
    assert [(b.facts, b.right) for b in bins(told)] == [(10, 0.0), (10, 0.9)]
    assert calibration_error(told) == pytest.approx((10 * 0.35 + 10 * 0.05) / 20)
    assert bins([(1.0, True), (0.3, True)])[-1].high == 1.0


def test_effort_is_in_proportion(reader: RulesReader) -> None:
    readings = {n: reader.read(Report("x", TEXT * n)) for n in (5, 40)}
    assert in_proportion(lambda n: confidence(readings[n]), 40)


def test_an_event_alone_is_as_sure_as_among_all(reader: RulesReader, report: Report) -> None:
    reading = reader.read(report)
    every = confidence(reading)
    for i in range(len(reading.events)):
        assert event_confidence(reading, i) == every.of("events", i)
    assert event_confidence(reading, 99) is None
