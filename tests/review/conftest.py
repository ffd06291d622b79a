"""A store with the story, for each test its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casewatch.store import Store
from tests.decisions.making import store_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with store_of(tmp_path) as filled:
        yield filled
