"""Counting reports beforehand: what a run says of its time left."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from casewatch.sources import counting
from casewatch.sources.counting import count_reports


def test_files_folders_lines_and_addresses_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.png").write_bytes(b"no report")
    (tmp_path / "c.jsonl").write_text("{}\n{}\n{}")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b"{}\n{}\n"))
    assert count_reports([str(tmp_path)]) == 1 + 3 + 2
    assert count_reports([str(tmp_path / "c.jsonl"), "https://news.example/1"]) == 4


def test_standard_input_cannot_be_counted() -> None:
    assert count_reports(["-"]) is None


def test_what_will_fail_counts_as_one(tmp_path: Path) -> None:
    torn = tmp_path / "torn.jsonl.gz"
    torn.write_bytes(gzip.compress(b"{}\n" * 1000)[:30])
    assert count_reports([str(torn), str(tmp_path / "missing.txt")]) == 2


def test_a_file_that_unpacks_too_far_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_BYTES", 10_000)
    packed = tmp_path / "long.jsonl.gz"
    packed.write_bytes(gzip.compress(b"{}\n" * 2_000_000))
    assert packed.stat().st_size < 10_000
    assert count_reports([str(packed)]) is None
