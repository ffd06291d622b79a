"""All clean reports of some inputs, in memory: for measurements, not for large corpora."""

from __future__ import annotations

from collections.abc import Iterable

from casewatch.errors import UsageError
from casewatch.model.report import Report
from casewatch.pipeline.intake import intake
from casewatch.sources import fetched as source
from casewatch.sources.fetched import Fetched
from casewatch.store import Failure


def gather_reports(fetched: Iterable[Fetched | source.Failure]) -> list[Report]:
    """The clean reports of inputs, failures left out; raises `UsageError` where none is left."""
    found = [item.report for item in intake(fetched) if not isinstance(item, Failure)]
    if not found:
        raise UsageError("there is no report in these inputs", hint="name files or folders")
    return found
