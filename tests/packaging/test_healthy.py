"""The container's health check: it asks by the public name, and fails where nobody answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.following.site import Asked, Page, Site

SCRIPT = Path(__file__).parents[2] / "packaging" / "healthy.py"


def status(port: int, public: str = "") -> int:
    env = {**os.environ, "CASEWATCH_PORT": str(port), "CASEWATCH_PUBLIC": public}
    return subprocess.run(
        [sys.executable, str(SCRIPT)], env=env, check=False, timeout=60, capture_output=True
    ).returncode


def test_it_asks_by_the_public_name() -> None:
    def answer(asked: Asked) -> Page:
        return Page(b"{}", 200 if asked.headers["host"] == "cases.example.org" else 403)

    with Site() as site:
        site.pages["/health"] = answer
        assert status(site.port, "https://cases.example.org") == 0
        assert status(site.port) == 1
        port = site.port
    assert status(port) == 1
