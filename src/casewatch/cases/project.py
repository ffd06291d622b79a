"""The projection of a whole store: current readings to case files, thrown away after use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casewatch.cases.build import case_files
from casewatch.cases.model import CaseFile
from casewatch.model.reading import Reading
from casewatch.resolving.copies import Copies
from casewatch.resolving.decisions import Judgement
from casewatch.resolving.resolve import resolve


@dataclass(frozen=True, slots=True)
class Projection:
    """Every case file of a store, and which of its reports carry the same text."""

    cases: tuple[CaseFile, ...]
    copies: Copies


def project(
    readings: Iterable[Reading],
    as_of: str | None = None,
    judgements: Iterable[Judgement] = (),
) -> Projection:
    """The case files of these readings, as of a day (`YYYY-MM-DD`) where one is given.

    `judgements` are those that stand now on who is who.
    """
    resolution = resolve(readings, judgements)
    return Projection(case_files(resolution, as_of), resolution.copies)
