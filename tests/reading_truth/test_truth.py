"""Nobody is read to be charged, convicted, sentenced or released of whom the text does not say so."""

from __future__ import annotations

import pytest
from _pytest.mark.structures import ParameterSet

from tests.reading_truth.truth import Text, judge, read, texts


def _cases(reason: str) -> list[ParameterSet]:
    found: list[ParameterSet] = []
    for text in texts():
        why = getattr(text, reason)
        marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
        found.append(pytest.param(text, id=text.id, marks=marks))
    return found


@pytest.mark.parametrize("text", _cases("false"))
def test_nothing_false_is_read(text: Text) -> None:
    assert judge(text, read(text)).false == ()


@pytest.mark.parametrize("text", _cases("missing"))
def test_what_is_told_is_read(text: Text) -> None:
    assert judge(text, read(text)).missing == ()
