"""No fact without its words: whatever the text, every fact of a reading stands in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewatch.model.facts import facts_of
from casewatch.model.report import Report
from casewatch.reading.reader import RulesReader
from casewatch.sources.cleaning import clean_report
from casewatch.store.evidence import faults

PIECES = [
    "Ivan Examplov", "IVAN EXAMPLOV", "Mara Testova", "the U.S. Attorney’s Office", "Interpol",
    "a/k/a “tallmoth,”", "also known as", "FBI", "(NCA)", "of Springton, Ohio,", "34,",
    "was sentenced today to", "27 months in prison", "pleaded guilty to wire fraud", "said",
    "“He took everything,”", "was arrested in Spain on", "May 3, 2021", "on Tuesday", "$93 million",
    "ransomware", "the SampleHive botnet", "and", "who", "they", "the defendants", ".", ",", ";",
    ":", "\n", "\n\n", "“", "”", "\"", "(", ")", "–", "’s", "according to the indictment,",
    "5,000 victims", "\u202e", "\u0301", "ſ", "İ", "ﬁ", "\x00", "🂡", "Экзамплов", "…",
]  # fmt: skip

READER = RulesReader()


def check(report: Report) -> None:
    reading = READER.read(report)
    found = [
        f"{fact.subject}, {fact.property}: {fault}"
        for fact in facts_of(reading)
        for fault in faults(fact, report.text)
    ]
    assert found == []


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60), st.sampled_from(["", " "]))
def test_any_text_of_the_field(pieces: list[str], gap: str) -> None:
    check(Report("made", gap.join(pieces), published="2021-05-04"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_any_text_at_all(text: str) -> None:
    check(Report("made", text.encode("utf-8", "replace").decode(), published="2021-05-04"))


@pytest.mark.shared
@pytest.mark.slow
def test_the_labelled_reports(shared: Path) -> None:
    lines = (shared / "gold" / "train" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::2]:
        check(clean_report(json.loads(line)))
