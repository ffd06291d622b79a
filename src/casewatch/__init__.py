"""Casewatch: evidence-linked case files from open reporting on cybercriminals.

    import casewatch

    reading = casewatch.read_text("...", published="2024-08-02")
    with casewatch.open_store("cases.db") as store:
        casewatch.read_into(store, ["reports/"])
        case = casewatch.case_file(store, "Roman Seleznev")

All names here are listed in `__all__`; everything else may change between versions. They are
imported when they are first used, so that `import casewatch` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from casewatch.version import VERSION

if TYPE_CHECKING:
    from casewatch.cases.model import CaseFile
    from casewatch.errors import CasewatchError, NotFoundError
    from casewatch.library import (
        activity,
        case_file,
        case_files,
        change_since,
        open_store,
        read_into,
        read_shipped,
        read_text,
        to_json,
    )
    from casewatch.model.reading import Reading
    from casewatch.model.report import Report
    from casewatch.store.store import Store
    from casewatch.watching.answer import Changed
    from casewatch.watching.model import Series

__version__ = VERSION

#: Where each public name stands.
_WHERE = {
    "CaseFile": "casewatch.cases.model",
    "CasewatchError": "casewatch.errors",
    "Changed": "casewatch.watching.answer",
    "NotFoundError": "casewatch.errors",
    "Reading": "casewatch.model.reading",
    "Report": "casewatch.model.report",
    "Series": "casewatch.watching.model",
    "Store": "casewatch.store.store",
    "activity": "casewatch.library",
    "case_file": "casewatch.library",
    "case_files": "casewatch.library",
    "change_since": "casewatch.library",
    "open_store": "casewatch.library",
    "read_into": "casewatch.library",
    "read_shipped": "casewatch.library",
    "read_text": "casewatch.library",
    "to_json": "casewatch.library",
}

__all__ = [
    "CaseFile",
    "CasewatchError",
    "Changed",
    "NotFoundError",
    "Reading",
    "Report",
    "Series",
    "Store",
    "__version__",
    "activity",
    "case_file",
    "case_files",
    "change_since",
    "open_store",
    "read_into",
    "read_shipped",
    "read_text",
    "to_json",
]


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'casewatch' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
