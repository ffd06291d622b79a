"""Stores in temporary folders."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casewatch.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"


@pytest.fixture
def url(request: pytest.FixtureRequest, engine: str) -> str:
    """The store of a test: the file `path` where it is one of files, else of each kind."""
    if engine == "sqlite":
        return f"sqlite:///{request.getfixturevalue('path')}"
    made: str = request.getfixturevalue("store_url")
    return made


@pytest.fixture
def opened(url: str) -> Iterator[Callable[..., Store]]:
    """Opens stores, the one at `url` unless told otherwise, and closes them at the end."""
    stores: list[Store] = []

    def make(other: str | None = None, **more: Any) -> Store:
        stores.append(Store.open(other or url, **more))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()
