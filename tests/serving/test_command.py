"""`serve` and `access` from the command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from casewatch.cli.main import main


def test_a_token_is_made_shown_once_listed_and_removed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["access", "add", "Mara Testova", "--role", "decide", "--store", str(path)]) == 0
    text = capsys.readouterr().out.strip()
    assert text.startswith("cw_")
    assert main(["access", "list", "--store", str(path)]) == 0
    told = capsys.readouterr().out
    assert "Mara Testova" in told
    assert text not in told
    assert main(["access", "remove", "Mara Testova", "--store", str(path)]) == 0
    assert main(["access", "remove", "Mara Testova", "--store", str(path)]) == 1


def test_a_server_that_others_reach_wants_tokens_first(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--host", "192.0.2.1", "--store", str(path)]) == 2
    assert "casewatch access add" in capsys.readouterr().err
    assert main(["serve", "--cert", "x.pem", "--store", str(path)]) == 2
    assert main(["serve", "--store", str(path.with_name("none.db"))]) == 1


def test_it_serves_on_loopback_and_ends_when_told(path: Path) -> None:
    command = [sys.executable, "-m", "casewatch", "serve", "--port", "0", "--store", str(path)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    )
    try:
        assert process.stderr is not None
        address = process.stderr.readline().split("casewatch: ")[1].split()[0]
        found = httpx.get(address, timeout=60, headers={"accept": "text/html"})
        assert found.status_code == 200
        assert httpx.get(address, timeout=60, headers={"host": "evil.example"}).status_code == 403
        assert "Ivan Examplov" in found.text
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert process.stderr.read() == ""
