"""A denial is read as one, and calling oneself something as no statement."""

from __future__ import annotations

import pytest

from casewatch.model.report import Report
from tests.reading_truth.truth import reader


def _said(text: str) -> dict[str, str]:
    reading = reader().read(Report("r", text, published="2024-05-17"))
    return {a.content: a.speaker for a in reading.attributions}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ivan Examplov was charged on Monday. His father, Yegor Examplov, denied that his son had "
         "anything to do with computers.", "Yegor Examplov",
         "denied that his son had anything to do with computers"),
        ("Ivan Examplov, 34, was charged with fraud on Monday. Examplov denies all the charges.",
         "Ivan Examplov", "denies all the charges"),
        ("Ivan Examplov, 34, was charged on Monday. Examplov denies the charges, his lawyer said.",
         "his lawyer", "Examplov denies the charges"),
    ],
)  # fmt: skip
def test_a_denial_keeps_its_verb(text: str, speaker: str, content: str) -> None:
    assert _said(text)[content] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Examplov, 34, who called himself \"Wolf9\" and \"nOne\" on forums, was charged on Monday.",
        "A judge in Riga on Monday denied bail to Ivan Examplov, 34, who was charged with fraud.",
        "Ivan Examplov, 34, was charged with fraud on Monday and was denied bail by the court.",
    ],
)  # fmt: skip
def test_what_is_no_statement(text: str) -> None:
    assert not any("Wolf9" in c or "nOne" in c or "bail" in c for c in _said(text))


def test_time_served_so_far_is_no_term() -> None:
    text = (
        "Ivan Examplov, 34, was sentenced in Riga in 2019. His 2019 conviction and 27-year sentence "
        "were a landmark; he had served ten years of it."
    )
    reading = reader().read(Report("r", text, published="2024-05-17"))
    terms = {e.term_months for e in reading.events if e.type == "sentence"}
    assert 324 in terms
    assert 120 not in terms
