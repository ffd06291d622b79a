"""How many reports some inputs hold, counted cheaply, so that a run can tell its time left."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casewatch.sources.files import is_rows, open_rows, report_files
from casewatch.sources.names import is_url

#: Larger files of JSON lines are not counted: to read them twice would cost more than it tells.
MOST_BYTES = 500_000_000
_CHUNK = 1 << 20


def count_reports(names: Iterable[str]) -> int | None:
    """The number of reports in `names`; None where it cannot be told beforehand."""
    total = 0
    for name in names:
        if name == "-":
            return None
        counted = 1 if is_url(name) else _of_path(Path(name))
        if counted is None:
            return None
        total += counted
    return total


def _of_path(path: Path) -> int | None:
    try:
        if path.is_dir():
            counts = [_of_file(file) for file in report_files(path)]
            return None if None in counts else sum(c for c in counts if c is not None)
        return _of_file(path)
    except (OSError, EOFError, ValueError):
        return 1  # it will fail, and count as one failure


def _of_file(path: Path) -> int | None:
    if not is_rows(path):
        return 1
    if path.stat().st_size > MOST_BYTES:
        return None
    rows, size, last = 0, 0, b"\n"
    with open_rows(path) as stream:
        while chunk := stream.read(_CHUNK):
            rows += chunk.count(b"\n")
            size += len(chunk)
            last = chunk[-1:]
            if size > MOST_BYTES:  # a small file may unpack to a huge one
                return None
    return rows + (last != b"\n")
