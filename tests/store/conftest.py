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
def opened(path: Path) -> Iterator[Callable[..., Store]]:
    """Opens stores, the one at `path` unless told otherwise, and closes them at the end."""
    stores: list[Store] = []

    def make(url: str | None = None, **more: Any) -> Store:
        stores.append(Store.open(url or f"sqlite:///{path}", **more))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()
