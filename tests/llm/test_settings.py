"""Settings from the environment, and pieces of long texts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import UsageError
from casewatch.llm.settings import settings_from
from casewatch.llm.windows import windows

GIVEN = {"CASEWATCH_LLM_URL": "http://localhost:8000/v1/", "CASEWATCH_LLM_MODEL": "made-up"}


def test_what_is_given_is_taken(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("from-file\n", encoding="utf-8")
    found = settings_from({**GIVEN, "CASEWATCH_LLM_KEY": "x", "CASEWATCH_LLM_BUDGET": "5000"})
    assert (found.url, found.model, found.key) == ("http://localhost:8000/v1", "made-up", "x")
    assert found.budget == 5000
    assert settings_from({**GIVEN, "CASEWATCH_LLM_KEY_FILE": str(key)}).key == "from-file"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"CASEWATCH_LLM_URL": ""}, "needs CASEWATCH_LLM_URL"),
        ({"CASEWATCH_LLM_MODEL": " "}, "needs CASEWATCH_LLM_MODEL"),
        ({"CASEWATCH_LLM_URL": "ftp://x"}, "no address"),
        ({"CASEWATCH_LLM_BUDGET": "-1"}, "above zero"),
        ({"CASEWATCH_LLM_SECONDS": "soon"}, "above zero"),
        ({"CASEWATCH_LLM_KEY_FILE": "/nowhere/key"}, "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        settings_from({**GIVEN, **change})


@given(
    st.integers(min_value=0, max_value=400),
    st.lists(st.integers(min_value=1, max_value=400), max_size=40),
)
def test_pieces_cover_the_text_and_move_on(length: int, marks: list[int]) -> None:
    text = "x" * length
    ends = tuple(sorted({m for m in marks if m <= length}))
    found = windows(text, ends, size=50, overlap=10)
    covered = {n for w in found for n in range(w.start, w.end)}
    assert covered == set(range(length))
    assert all(a.start < b.start and a.end < b.end for a, b in itertools.pairwise(found))
    assert all(w.end - w.start <= 50 for w in found)


def test_pieces_end_with_sentences() -> None:
    assert next(w.end for w in windows("x" * 100, (30, 45, 90), size=50, overlap=10)) == 45


def test_pieces_that_would_not_move_on_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        windows("x", (), size=10, overlap=6)
