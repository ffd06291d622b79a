"""All clean reports of some inputs, in memory: for measurements, not for large corpora."""

from __future__ import annotations

from collections.abc import Iterable

from casewatch.errors import UsageError
from casewatch.model.report import Report
from casewatch.pipeline.intake import intake
from casewatch.sources.inputs import inputs
from casewatch.store import Failure


def gather_reports(names: Iterable[str]) -> list[Report]:
    """The clean reports of `names`, failures left out; raises `UsageError` where none is left."""
    found = [item.report for item in intake(inputs(names)) if not isinstance(item, Failure)]
    if not found:
        raise UsageError("there is no report in these inputs", hint="name files or folders")
    return found
