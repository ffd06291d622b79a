"""The store: reports, facts and decisions, kept with their evidence."""

from casewatch.store.opening import default_url
from casewatch.store.records import (
    Added,
    Counts,
    Decision,
    Failure,
    Hit,
    Origin,
    Problem,
    Run,
    StoredReport,
)
from casewatch.store.store import Store
from casewatch.store.writing import Batch

__all__ = [
    "Added",
    "Batch",
    "Counts",
    "Decision",
    "Failure",
    "Hit",
    "Origin",
    "Problem",
    "Run",
    "Store",
    "StoredReport",
    "default_url",
]
