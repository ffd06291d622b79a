"""Tables as Parquet files of one folder, with types and the dictionary in the columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casewatch.errors import ShareError
from casewatch.sharing.kinds import Field
from casewatch.sharing.model import Share
from casewatch.sharing.tables.columns import Table, tables
from casewatch.sharing.tables.csv import all_rows, new_folder

#: Rows of one table that are held until they are written.
_GROUP = 20_000


def write_folder(share: Share, folder: Path) -> dict[str, int]:
    """Writes every table to a folder that is not there yet, and how many rows each has.

    Raises `ShareError` where pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as problem:
        raise ShareError(
            "Parquet needs pyarrow, which is not installed",
            hint="pip install 'casewatch[parquet]', or use: share csv",
        ) from problem
    counts = {table.name: 0 for table in tables()}
    with new_folder(folder) as part:
        sinks = {table.name: _Sink(table, part) for table in tables()}
        for name, row in all_rows(share):
            sinks[name].add(row)
            counts[name] += 1
        for sink in sinks.values():
            sink.close()
    return counts


class _Sink:
    """One file, written in groups of rows."""

    def __init__(self, table: Table, folder: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        self._schema = pa.schema([_column(pa, c) for c in table.columns])
        self._writer = pq.ParquetWriter(folder / f"{table.name}.parquet", self._schema)
        self._rows: list[list[Any]] = []

    def add(self, row: list[Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        columns: list[Any] = list(zip(*self._rows, strict=True)) or [() for _ in self._schema]
        arrays = [
            self._pa.array(list(values), field.type)
            for values, field in zip(columns, self._schema, strict=True)
        ]
        self._writer.write_table(self._pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        self._flush()
        self._writer.close()


def _column(pa: Any, field: Field) -> Any:
    types = {
        "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.field(
        field.name, types[field.type], nullable=True, metadata={"meaning": field.meaning}
    )
