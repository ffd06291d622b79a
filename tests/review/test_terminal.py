"""The review program at a terminal, and elsewhere."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.store import Store
from tests.decisions.making import printed, store_of

#: Seconds to wait for a screen, at most.
PATIENCE = 30.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store_of(tmp_path).close()
    return tmp_path / "cases.db"


class Terminal:
    """A terminal with `casewatch review` in it."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self._master = master
        self.process = process

    def until(self, *words: str) -> str:
        """What the terminal wrote, once each of `words` stands there after the one before it.

        A screen may arrive in pieces, so a test names what the screen ends with, too.
        """
        found, end = "", time.monotonic() + PATIENCE
        while not in_order(found, words):
            assert time.monotonic() < end, found
            if select.select([self._master], [], [], 0.2)[0]:
                found += os.read(self._master, 65536).decode("utf-8", "replace")
        return found

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())


def in_order(text: str, words: tuple[str, ...]) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


@contextmanager
def terminal(path: Path) -> Iterator[Terminal]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
    before = termios.tcgetattr(slave)
    process = subprocess.Popen(
        [sys.executable, "-m", "casewatch", "review", "--store", str(path), "--by", "Olga Samplova"],
        stdin=slave, stdout=slave, stderr=slave,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
    )  # fmt: skip
    try:
        yield Terminal(master, process)
        assert process.wait(PATIENCE) == 0
        assert termios.tcgetattr(slave) == before
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(slave)
        os.close(master)


def test_keys_answer_skip_go_back_and_quit(path: Path) -> None:
    with Store.open(str(path), readonly=True) as store:
        start = printed(store)
    with terminal(path) as screen:
        shown = screen.until("q quit")
        assert "1 of 2" in shown
        assert "Are Ivan Examplov and Ivan Examplov one person?" in shown
        screen.press("\x1b[Aéz?")  # an arrow, a letter and a key without meaning do nothing
        screen.until("Any key goes back")
        screen.press(" ")
        screen.until("1 of 2", "q quit")
        screen.press("m")
        screen.until("2 of 2", "they are one: merge them", "q quit")
        screen.press("\x7f")
        screen.until("1 of 2", "q quit")
        screen.press(" ")
        screen.until("2 of 2", "q quit")
        screen.press("a")
        screen.until("1 answered; no question is left")
    with Store.open(str(path), readonly=True) as store:
        kinds = [(d.kind, d.verdict, d.by, d.undone is None) for d in store.decisions()]
        assert kinds == [
            ("person", "same", "Olga Samplova", False),
            ("person", "not the same", "Olga Samplova", False),
            ("contradiction", "accept", "Olga Samplova", True),
        ]
        assert printed(store) != start


def test_quitting_leaves_the_terminal_as_it_was(path: Path) -> None:
    with terminal(path) as screen:
        screen.until("q quit")
        screen.press("q")
        screen.until("0 answered; the rest comes again")


def test_without_a_terminal_it_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--store", str(path)]) == 2
    assert "no terminal" in capsys.readouterr().err


def test_machines_get_the_questions_and_answer_by_id(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(path)
    assert main(["review", "--store", url, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["kind"] for row in rows] == ["merge", "contradiction"]
    assert (
        main(["review", "--store", url, "--kind", "merge", "--limit", "1", "--format", "json"]) == 0
    )
    assert json.loads(capsys.readouterr().out) == rows[:1]
    said = ["--because", "two men", "--by", "Olga Samplova", "--format", "json"]
    assert main(["review", "--store", url, "--answer", rows[0]["id"], "not-the-same", *said]) == 0
    made = json.loads(capsys.readouterr().out)["decision"]
    assert (made["verdict"], made["because"]) == ("not the same", "two men")
    assert main(["review", "--store", url, "--answer", rows[1]["id"], "90000000"]) == 0
    assert "90000000 first" in capsys.readouterr().out
    assert main(["review", "--store", url, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["review", "--store", url, "--answer", rows[0]["id"], "accept"]) == 1
    assert "no open question" in capsys.readouterr().err
