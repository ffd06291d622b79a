"""How fast reports are read, beside the stock spaCy pipeline on the same texts in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from casewatch.bench.extremes import peak_memory_mb
from casewatch.model.report import Report
from casewatch.reading.language.spacy_base import SpacyBase
from casewatch.reading.reader import RulesReader

#: Reports whose sentences are parsed together.
UNIT = 8


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """Reports a second of processor time (medians over rounds), ratio by round, peak memory.

    Processor time rather than the clock: other work on the machine then changes little.
    """

    reports: int
    mean_characters: float
    rounds: int
    reader: str
    reports_per_second: float
    stock_reports_per_second: float
    ratio: float
    ratio_min: float
    ratio_max: float
    peak_memory_mb: float

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def stock_pipeline() -> Callable[[str], object]:
    """The model's whole pipeline as it comes: BLIS matrix products, all components."""
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=True))
    import spacy

    nlp = spacy.load(SpacyBase().model)
    set_current_ops(NumpyOps(use_blis=False))
    return nlp


def measure_reading(
    reports: Sequence[Report], rounds: int, step: Callable[..., None]
) -> ReadingSpeed:
    """Read `reports` `rounds` times with either, in turn; `step` is told of each one read.

    Texts are in memory and models loaded beforehand; every kind of fact is read. Ours come in
    units of `UNIT` reports, as with several workers.
    """
    stock = stock_pipeline()
    reader = RulesReader()
    reader.read(reports[0])
    stock(reports[0].text)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_timed(partial(_read_in_units, reader), reports, step))
        theirs.append(_timed(partial(_parse_each, stock), reports, step))
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    return ReadingSpeed(
        reports=len(reports),
        mean_characters=round(statistics.mean(len(r.text) for r in reports), 1),
        rounds=rounds,
        reader=reader.version,
        reports_per_second=round(len(reports) / statistics.median(ours), 2),
        stock_reports_per_second=round(len(reports) / statistics.median(theirs), 2),
        ratio=round(statistics.median(ratios), 3),
        ratio_min=round(min(ratios), 3),
        ratio_max=round(max(ratios), 3),
        peak_memory_mb=round(peak_memory_mb(), 1),
    )


def _read_in_units(
    reader: RulesReader, reports: Sequence[Report], step: Callable[..., None]
) -> None:
    for at in range(0, len(reports), UNIT):
        unit = reports[at : at + UNIT]
        together = reader.together(unit)
        for report in unit:
            together.read(report)
            step()


def _parse_each(
    stock: Callable[[str], object], reports: Sequence[Report], step: Callable[..., None]
) -> None:
    for report in reports:
        stock(report.text)
        step()


def _timed(
    work: Callable[[Sequence[Report], Callable[..., None]], None],
    reports: Sequence[Report],
    step: Callable[..., None],
) -> float:
    start = time.process_time()
    work(reports, step)
    return time.process_time() - start
