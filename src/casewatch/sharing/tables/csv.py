"""Tables as CSV files of one folder, and back."""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from casewatch.errors import ShareError
from casewatch.sharing.incoming.model import Arrival, Shipment
from casewatch.sharing.kinds import fields
from casewatch.sharing.model import Item, Quote, ReportRow, Share, SharedCase, Subject
from casewatch.sharing.plain import item_from_json, report_from_json, subject_from_json
from casewatch.sharing.received import Received
from casewatch.sharing.tables.cells import cell, value_of
from casewatch.sharing.tables.columns import (
    QUOTES,
    REPORTS,
    SUBJECTS,
    Table,
    case_rows,
    dictionary,
    kind_table,
    report_row,
    tables,
)
from casewatch.sharing.tlp import parse

DICTIONARY = "dictionary"
_WIDEST = 1_000_000


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder that is there whole or not at all. Raises `ShareError` for one that is there."""
    if path.exists():
        raise ShareError(f"{path} is there already", hint="give a folder that is not there yet")
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as problem:
        raise ShareError(f"{path} cannot be made: {problem.strerror}") from problem
    try:
        yield part
        part.chmod(0o755)
        part.rename(path)
    except OSError as problem:
        raise ShareError(f"{path} cannot be written: {problem.strerror}") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_folder(share: Share, folder: Path) -> dict[str, int]:
    """Writes every table to a folder that is not there yet, and how many rows each has."""
    counts = {table.name: 0 for table in tables()}
    with new_folder(folder) as part, ExitStack() as files:
        writers = {}
        for table in tables():
            out = (part / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
            writers[table.name] = csv.writer(files.enter_context(out))
            writers[table.name].writerow([c.name for c in table.columns])
        columns = {table.name: table.columns for table in tables()}
        for name, row in all_rows(share):
            cells = [cell(v, c) for v, c in zip(row, columns[name], strict=True)]
            writers[name].writerow(cells)
            counts[name] += 1
        with (part / f"{DICTIONARY}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(dictionary())
    return counts


def all_rows(share: Share) -> Iterator[tuple[str, list[Any]]]:
    """The rows of all tables, each with the name of its table."""
    for case in share.cases:
        yield from case_rows(case, share.tlp)
    for row in share.reports.values():
        yield REPORTS.name, report_row(row)


def write_table(share: Share, name: str, out: IO[str]) -> int:
    """Writes one table; how many rows."""
    writer, count = csv.writer(out, lineterminator="\n"), 0
    if name == DICTIONARY:
        writer.writerows(dictionary())
        return count
    table = next(t for t in tables() if t.name == name)
    writer.writerow([c.name for c in table.columns])
    for where, row in all_rows(share):
        if where == name:
            writer.writerow([cell(v, c) for v, c in zip(row, table.columns, strict=True)])
            count += 1
    return count


def _rows(folder: Path, table: Table) -> Iterator[dict[str, Any]]:
    path = folder / f"{table.name}.csv"
    csv.field_size_limit(min(sys.maxsize, _WIDEST))
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            head = next(reader, [])
            if head != [c.name for c in table.columns]:
                raise ShareError(f"{path}: its columns are not those of the table {table.name}")
            for number, row in enumerate(reader, 2):
                place = f"{path}, row {number}"
                if len(row) != len(head):
                    raise ShareError(f"{place}: {len(row)} cells instead of {len(head)}")
                yield {
                    c.name: value_of(text, c, place)
                    for c, text in zip(table.columns, row, strict=True)
                }
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise ShareError(f"{path} cannot be read: {problem}") from problem


def read_folder(folder: Path) -> Shipment:
    """What the tables of a folder bring. Raises `ShareError`, before anything is kept."""
    quotes: dict[tuple[str, str], list[Quote]] = {}
    for r in _rows(folder, QUOTES):
        found = Quote(r["report"], r["start"], r["end"], r["quote"], r["context"], r["part"])
        quotes.setdefault((r["subject"], r["item"]), []).append(found)
    items: dict[str, list[Item]] = {}
    for kind in fields():
        for r in _rows(folder, kind_table(kind)):
            subject, name = r.pop("subject"), r.pop("item")
            item = item_from_json(
                {"id": name, "kind": kind, "modality": r.pop("modality"), "value": r},
                f"{folder}: {name}",
            )
            own = tuple(quotes.get((subject, name), ()))
            items.setdefault(subject, []).append(
                Item(item.id, item.kind, item.modality, item.value, own)
            )
    reports = {r["report"]: _report(r, folder) for r in _rows(folder, REPORTS)}
    subjects = (_subject(r, folder) for r in _rows(folder, SUBJECTS))
    return Shipment(tuple(_arrivals(subjects, items, reports)))


def _report(row: dict[str, Any], folder: Path) -> ReportRow:
    return report_from_json({**row, "id": row.pop("report")}, str(folder))


def _subject(row: dict[str, Any], folder: Path) -> Subject:
    return subject_from_json({**row, "id": row.pop("subject")}, str(folder))


def _arrivals(
    subjects: Iterable[Subject], items: dict[str, list[Item]], reports: dict[str, ReportRow]
) -> Iterator[Arrival]:
    for subject in subjects:
        case = SharedCase(subject, tuple(items.get(subject.id, ())))
        rows = tuple(reports[r] for r in case.reports if r in reports)
        tlp = parse(subject.tlp) or "red"
        key = f"{subject.producer} {subject.id}".strip()
        yield Arrival(key, Received(case, rows, tlp, whole=True))
