"""Case files made of nothing but a timeline, to be drawn."""

from __future__ import annotations

from collections.abc import Sequence

from casewatch.cases.model import CaseFile, Line, Standing


def case_of(lines: Sequence[tuple[str, str, str]]) -> CaseFile:
    """A case file with these dates, types and modalities."""
    nowhere = Standing(None, None, False, (), None, None, ())
    timeline = tuple(
        Line(day, kind, mood, None, None, None, (), 1, ()) for day, kind, mood in lines
    )
    return CaseFile(
        "person-000000000000", "person", "Ivan Examplov", (), (), (), (), nowhere, timeline,
        (), (), (), (), (), (), (),
    )  # fmt: skip
