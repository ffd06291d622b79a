"""A store of made-up reports served to tests, and what they need to reach it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from casewatch.pipeline.run import items_of, run
from casewatch.reading.reader import RulesReader
from casewatch.serving.app import make_app
from casewatch.serving.settings import Settings
from casewatch.store import Store
from tests.serving.made_up import reports

HTML = {"accept": "text/html", "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the made-up reports were read."""
    path = tmp_path_factory.mktemp("served") / "cases.db"
    with Store.open(str(path)) as store:
        outcome = run(items_of(reports()), RulesReader(), store)
        assert not outcome.failures
    return path


@pytest.fixture
def path(read_once: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be changed."""
    for file in read_once.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / read_once.name


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    """Somebody at this machine."""
    app = make_app(Settings(str(path), by="Mara Testova", hosts=frozenset({"testserver"})))
    with TestClient(app, headers=HTML, follow_redirects=True) as found:
        yield found


@pytest.fixture(scope="session")
def looking(read_once: Path) -> Iterator[TestClient]:
    """The same for tests that change nothing."""
    app = make_app(Settings(str(read_once), by="Mara Testova", hosts=frozenset({"testserver"})))
    with TestClient(app, headers=HTML, follow_redirects=True) as found:
        yield found


def case_id(client: TestClient, name: str) -> str:
    """The id of a case file by its name."""
    cases = client.get("/home.json").json()["cases"]
    return str(next(c["id"] for c in cases if c["name"] == name))
