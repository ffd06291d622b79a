"""What a kind of database must do for a store, beyond the SQL that all kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, cast

import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.store import postgresql, sqlite
from casewatch.store.words import Searchable

#: Rows of a table, in the order of the columns named beside them.
Rows = Sequence[tuple[Any, ...]]


class Backend(Protocol):
    """One kind of database. A module is one."""

    def explained(self, error: BaseException, place: str) -> StoreError:
        """What an error of the database means, as one line for the user."""

    def tables(self, connection: sa.Connection) -> frozenset[str]:
        """Names of all tables."""

    def integrity(self, connection: sa.Connection) -> Iterator[str]:
        """What the database itself finds wrong."""

    def insert(
        self, connection: sa.Connection, table: str, columns: Sequence[str], rows: Rows
    ) -> None:
        """Writes many rows of one table, the quickest way there is."""

    def numbered(self, connection: sa.Connection, names: Sequence[str]) -> None:
        """Has rows numbered on from the highest key, after rows came with keys of their own."""

    def make_index(self, connection: sa.Connection) -> bool:
        """Makes the text index where it is missing; whether it had to be made."""

    def drop_index(self, connection: sa.Connection) -> None:
        """Takes the text index away."""

    def index(self, connection: sa.Connection, items: Iterable[tuple[int, Searchable]]) -> None:
        """Makes reports searchable that are not in the index."""

    def unindex(self, connection: sa.Connection, items: Iterable[tuple[int, Searchable]]) -> None:
        """Takes reports out of the index, each with what it was put in with."""

    def indexed(self, connection: sa.Connection) -> frozenset[int]:
        """Keys of the reports in the index."""

    def search(self, connection: sa.Connection, words: Sequence[str], limit: int) -> Iterator[int]:
        """Keys of reports that hold all of `words`, the last as a beginning; best first."""

    def size(self, connection: sa.Connection) -> int:
        """Bytes that the store takes on the disk."""


_KINDS: dict[str, Backend] = {
    "sqlite": cast(Backend, sqlite),
    "postgresql": cast(Backend, postgresql),
}


#: Execution option of a connection that is going to write.
WRITES = sqlite.WRITES


def backend_of(of: sa.Connection | sa.Engine) -> Backend:
    """The kind of database behind a connection or an engine."""
    return _KINDS[of.dialect.name]


def is_database_error(error: BaseException) -> bool:
    """Whether an error comes from a database or its driver."""
    return isinstance(error, sa.exc.SQLAlchemyError | sqlite.Error) or postgresql.is_own(error)
