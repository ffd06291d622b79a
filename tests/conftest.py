"""What all tests share: the folder of real reports, where it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# In CI the same examples at every run: what random ones find belongs to whoever looks for it,
# not to the next change that happens to be tested.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

from tests.engines import (  # noqa: E402, F401 - fixtures of all tests
    new_store,
    no_store_url,
    pytest_generate_tests,
    server,
    store_url,
)

SHARED = Path(os.environ.get("CASEWATCH_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; skips the test where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of shared data beside the checkout")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked `shared` where the folder is missing."""
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="needs the folder of shared data beside the checkout")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)
