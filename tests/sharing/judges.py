"""The environments in which others' programs judge our exports (see tools/judges.sh)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python(name: str) -> str:
    """The interpreter of an environment; skips the test where it is missing.

    Where CASEWATCH_JUDGES is `required`, as in CI, the test fails instead.
    """
    path = ROOT / name / "bin" / "python"
    if not (ROOT / name / ".made").exists():
        if os.environ.get("CASEWATCH_JUDGES") == "required":
            pytest.fail(f"{name} is missing: sh tools/judges.sh")
        pytest.skip(f"{name} is missing: sh tools/judges.sh")
    return str(path)


def judged(name: str, program: str, *args: str) -> str:
    """What a program prints that runs in an environment; fails where it fails."""
    done = subprocess.run(
        [python(name), "-c", program, *args],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout
