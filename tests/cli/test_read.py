"""`casewatch read` as a user meets it: good inputs, bad inputs, exit statuses, output forms."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from casewatch.cli.main import main

GOOD = (
    "SPRINGTON – Ivan Examplov, 34, of Springton, also known as “tallmoth,” was sentenced today to "
    "27 months in prison for selling stolen card data, prosecutors said."
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a store of its own."""
    path = tmp_path / "store" / "cases.db"
    path.parent.mkdir()
    monkeypatch.setenv("CASEWATCH_STORE", str(path))
    return path


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_reading_as_one_json_object_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "story.txt", GOOD)
    options = ["--published", "2021-03-04", "--no-store", "--format", "jsonl"]
    assert main(["read", name, *options]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    reading = json.loads(line)
    assert reading["document"]["published"] == "2021-03-04"
    (person,) = [p for p in reading["people"] if p["name"] == "Ivan Examplov"]
    assert person["aliases"] == ["tallmoth"]
    (sentence,) = [e for e in reading["events"] if e["type"] == "sentence"]
    assert (sentence["date"], sentence["term_months"]) == ("2021-03-04", 27)
    text = reading["document"]["text"]
    for kind in ("people", "groups", "agencies", "events", "money", "attributions"):
        for item in reading[kind]:
            assert all(text[start:end].strip() for start, end in item["spans"])


def test_no_store_keeps_nothing(tmp_path: Path, store: Path) -> None:
    assert main(["read", write(tmp_path, "story.txt", GOOD), "--no-store"]) == 0
    assert not store.exists()


def test_json_output_is_one_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a.txt", GOOD)
    write(tmp_path, "b.txt", GOOD.replace("27", "30"))
    assert main(["read", str(tmp_path), "--no-store", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_reading_twice_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write(tmp_path, "story.txt", GOOD)
    assert main(["read", name]) == 0
    assert main(["read", name]) == 0
    assert "1 known already" in capsys.readouterr().err


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io
    import sys

    class Piped:
        buffer = io.BytesIO(GOOD.encode())

    monkeypatch.setattr(sys, "stdin", Piped())
    assert main(["read", "-", "--no-store", "--format", "jsonl"]) == 0
    assert "Ivan Examplov" in capsys.readouterr().out


BAD = {
    "empty.txt": (b"", "clean"),
    "binary.txt": (bytes(range(256)) * 40, "clean"),
    "wordless.pdf": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n",
        "clean",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_the_rest_goes_on(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, stage = BAD[name]
    bad = write(tmp_path, name, content)
    good = write(tmp_path, "good.txt", GOOD)
    assert main(["read", bad, good, "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert "Ivan Examplov" in out
    told = [line for line in err.splitlines() if name in line]
    assert len(told) == 1
    assert f": {stage}: " in told[0]
    assert main(["status"]) == 0
    assert name in capsys.readouterr().out


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "no-such-file.txt"]) == 1
    assert "no-such-file.txt: fetch: " in capsys.readouterr().err


def test_a_text_of_200_mb_is_refused_by_its_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert main(["read", str(path)]) == 1
    assert "20 MB" in capsys.readouterr().err


def test_torn_utf8_is_read_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torn = write(tmp_path, "torn.txt", GOOD.encode() + b" \xe2\x80")
    assert main(["read", torn, "--no-store", "--format", "jsonl"]) == 0
    assert "Ivan Examplov" in capsys.readouterr().out


@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_line_in_json_lines_costs_only_itself(
    packed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [json.dumps({"id": f"r{n}", "text": GOOD}) for n in range(2)]
    body = f"{rows[0]}\n{{broken\n{rows[1]}\n".encode()
    name = "rows.jsonl.gz" if packed else "rows.jsonl"
    path = write(tmp_path, name, gzip.compress(body) if packed else body)
    assert main(["read", path, "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    ids = [json.loads(line)["document"]["id"] for line in out.splitlines()]
    assert ids == ["r0", "r1"]
    assert "line 2" in err


def test_an_impossible_date_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "story.txt", GOOD)
    assert main(["read", name, "--published", "2024-13-45"]) == 2
    assert "2024-13-45" in capsys.readouterr().err


def test_an_impossible_date_in_metadata_is_dropped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = json.dumps({"id": "r", "text": GOOD, "published": "2024-13-45"})
    assert main(["read", write(tmp_path, "r.jsonl", row), "--no-store", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["published"] is None


def test_a_locked_store_is_said(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("casewatch.store.store.WAIT_SECONDS", 0.2)
    assert main(["read", write(tmp_path, "a.txt", GOOD)]) == 0
    other = sqlite3.connect(store)
    other.execute("BEGIN EXCLUSIVE")
    try:
        status = main(["read", write(tmp_path, "b.txt", GOOD.replace("27", "28"))])
    finally:
        other.rollback()
        other.close()
    assert status == 1
    assert "lock" in capsys.readouterr().err.splitlines()[-1]


def test_what_is_no_store_is_said(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.write_text("not a database, only words " * 200)
    assert main(["read", write(tmp_path, "a.txt", GOOD)]) == 1
    assert "casewatch: store: " in capsys.readouterr().err
    assert store.read_text().startswith("not a database")


def test_card_numbers_are_masked_before_they_are_kept(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD + " A test number, 4111 1111 1111 1111, stood on the page. Call 206-555-0100."
    assert main(["read", write(tmp_path, "card.txt", text), "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert "4111 1111 1111 1111" not in out
    assert "206-555-0100" in out
    assert "1 card numbers masked" in err
    assert main(["verify"]) == 0
    for file in store.parent.iterdir():
        assert b"4111 1111 1111 1111" not in file.read_bytes()


def test_verify_finds_a_fact_whose_words_are_gone(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", write(tmp_path, "story.txt", GOOD)]) == 0
    assert main(["verify"]) == 0
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE report_version SET text = 'Only this is left.'")
    assert main(["verify"]) == 1
    assert "story" in capsys.readouterr().out
