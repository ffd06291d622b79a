import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casewatch.errors import CasewatchError, UsageError
from casewatch.sources.clean import Cleaned
from casewatch.sources.cleaning import clean, clean_all, clean_report
from casewatch.sources.fetched import Failure, Fetched, Given
from casewatch.sources.inputs import inputs
from casewatch.sources.limits import Limits

STORY = (
    "Ivan Examplov was arrested on Monday by the police of Sampletown after a search of his flat, "
    "in which officers found computers and cash, the office said.\n"
)
ROW = {"id": "r1", "title": "Man Held", "text": STORY, "published": "2021-05-03",
       "url": "https://news.example/1", "publisher": "Example News"}  # fmt: skip


def read(*names: object, **options: object) -> list[Cleaned | Failure]:
    given = options.pop("given", None)
    limits = options.get("limits")
    found: Iterator[Fetched | Failure] = inputs([str(n) for n in names], **options)  # type: ignore[arg-type]
    return list(clean_all(found, given, limits))  # type: ignore[arg-type]


def one(*names: object, **options: object) -> Cleaned:
    (found,) = read(*names, **options)
    assert isinstance(found, Cleaned), str(found)
    return found


def failure(*names: object, **options: object) -> Failure:
    (found,) = read(*names, **options)
    assert isinstance(found, Failure)
    assert found.error.message
    assert found.error.hint
    assert "\n" not in str(found)
    return found


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "man-held.txt"
    path.write_text("Man Held in Sampletown\n\nMonday, May 3, 2021\n\n" + STORY)
    found = one(path)
    assert found.report.id == "man-held"
    assert found.report.title == "Man Held in Sampletown"
    assert found.report.published == "2021-05-03"
    assert found.report.path == str(path)
    assert len(found.report.sha256) == 64
    assert found.kept == path.read_bytes()


def test_what_the_user_gives_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Monday, May 3, 2021\n\n" + STORY)
    given = Given(
        published="2021-06-01", url="https://x.example", publisher="X", title="T", language="en"
    )
    report = one(path, given=given).report
    assert (report.published, report.url, report.publisher, report.title) == (
        "2021-06-01", "https://x.example", "X", "T",
    )  # fmt: skip


def test_impossible_date_of_the_user_raises_before_anything_is_read(tmp_path: Path) -> None:
    def never() -> Iterator[Fetched]:
        raise AssertionError
        yield

    with pytest.raises(UsageError):
        clean_all(never(), Given(published="2024-13-45"))
    with pytest.raises(UsageError):
        clean(Fetched(STORY.encode(), "text", "x"), Given(published="2024-13-45"))


def test_folder_in_sorted_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", "picture.png", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}: {STORY}")
    found = read(tmp_path)
    assert [f.report.id for f in found if isinstance(f, Cleaned)] == ["a", "b", "sub/c"]
    assert len(found) == 3


def test_folder_without_reports(tmp_path: Path) -> None:
    assert failure(tmp_path).error.stage == "fetch"


def test_json_lines(tmp_path: Path) -> None:
    rows = [json.dumps(ROW), "", "{broken", "[1]", '{"id": "empty"}', json.dumps(ROW | {"id": 7})]
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(rows))
    found = read(path)
    assert [type(f).__name__ for f in found] == [
        "Cleaned",
        "Failure",
        "Failure",
        "Failure",
        "Cleaned",
    ]
    assert [f.source.rpartition("line ")[2] for f in found if isinstance(f, Failure)] == [
        "3",
        "4",
        "5",
    ]
    first, last = found[0], found[-1]
    assert isinstance(first, Cleaned)
    assert isinstance(last, Cleaned)
    assert replace(first.report, path="") == clean_report(ROW)
    assert last.report.id == "7"


def test_packed_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(ROW) + "\n").encode()))
    assert one(path).report.id == "r1"


def test_torn_packed_json_lines_keep_what_was_read(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps(ROW | {"id": f"r{i}", "text": STORY + str(i * 7919)}) + "\n" for i in range(3000)
    )
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-4000])
    found = read(path)
    assert sum(isinstance(f, Cleaned) for f in found) > 100
    assert isinstance(found[-1], Failure)
    assert "torn" in str(found[-1])


def test_not_packed_at_all(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl.gz"
    path.write_text(json.dumps(ROW))
    assert "torn" in str(failure(path))


def test_line_that_is_too_long_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(ROW | {"text": "x " * 6000}) + "\n" + json.dumps(ROW))
    first, second = read(path, limits=Limits(text_bytes=2000))
    assert isinstance(first, Failure)
    assert "line 1" in str(first)
    assert isinstance(second, Cleaned)


def test_last_line_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(ROW | {"text": "x " * 6000}))
    assert "line 1" in str(failure(path, limits=Limits(text_bytes=2000)))


def test_json_file(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"text": STORY}))
    assert one(path).report.id == "one"
    path.write_text("[]")
    assert "JSON" in str(failure(path))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("empty.html", b" ", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("noise.txt", bytes((i * 97 + 13) % 255 + 1 for i in range(4000)), "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("paper.txt", b"%PDF-1.4 ...", "PDF"),
        ("marks.txt", "\u200b\u200b\ufeff".encode(), "no text"),
        ("page.html", b"<html><body><script>x()</script></body></html>", "no text"),
        ("binary.html", b"\x00\x01" * 500, "binary"),
        ("deep.html", b"<div>" * 5000 + b"x", "nested"),
        ("mail.eml", b"no headers here", "no mail"),
        ("empty.eml", b" ", "empty"),
        ("torn.pdf", b"%PDF-1.4 torn", "torn"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    first, second = read(path, good)
    assert isinstance(first, Failure)
    assert says in str(first)
    assert str(path) in str(first)
    assert isinstance(second, Cleaned)


def test_missing_and_unreadable(tmp_path: Path) -> None:
    assert "no such file" in str(failure(tmp_path / "nothing.txt"))
    assert failure("a\0b").error.stage == "fetch"


def test_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    assert "20 MB" in str(failure(path))


def test_fetched_content_over_the_limit() -> None:
    with pytest.raises(CasewatchError):
        clean(Fetched(b"x" * 100, "text", "x"), limits=Limits(text_bytes=10))


def test_torn_utf8_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "torn.txt"
    path.write_bytes("Café ".encode() + b"\xc3 " + STORY.encode())
    found = one(path)
    assert "\ufffd" in found.report.text
    assert "torn" in found.notes[0]


def test_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("Müller und Söhne, Größe, Äpfel. " + STORY).encode("cp1252"))
    found = one(path)
    assert "Müller" in found.report.text
    assert "Windows-1252" in found.notes[0]
    path.write_bytes("\ufeffMüller. ".encode("utf-16") + STORY.encode("utf-16-le"))
    assert "Müller" in one(path).report.text
    path.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    assert one(path).report.text == STORY.strip()


def test_kind_without_ending(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(
        f"<!DOCTYPE html><html><body><article><p>{STORY * 3}</p></article></body></html>"
    )
    assert one(path).report.text.startswith("Ivan Examplov")
    path.write_text(STORY)
    assert one(path).report.id == "page"


def test_standard_input() -> None:
    assert one("-", stdin=io.BytesIO(STORY.encode())).report.text == STORY.strip()
    rows = "\n" + json.dumps(ROW) + "\n" + json.dumps(ROW | {"id": "r2"})
    found = read("-", stdin=io.BytesIO(rows.encode()))
    assert [f.report.id for f in found if isinstance(f, Cleaned)] == ["r1", "r2"]
    assert "nothing came in" in str(failure("-", stdin=io.BytesIO(b"\n")))
    assert "nothing came in" in str(failure("-"))
    assert "larger" in str(failure("-", stdin=io.BytesIO(b"x " * 90), limits=Limits(text_bytes=50)))


def test_ids_without_names_are_the_same_each_time() -> None:
    ids = {one("-", stdin=io.BytesIO(STORY.encode())).report.id for _ in range(2)}
    assert len(ids) == 1
    assert len(ids.pop()) == 16


def test_cards_are_masked_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("Card 4111 1111 1111 1111 For Sale Here\n\n" + STORY)
    found = one(path)
    assert found.cards == 1
    assert found.kept is not None
    for text in (found.report.text, found.report.title, found.original, found.kept.decode()):
        assert "4111" not in text
    assert any("masked" in note for note in found.notes)


def test_cards_hidden_by_markup_keep_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "dump.html"
    path.write_text(
        f"<html><body><article><p>{STORY}</p><p>He sold 4111<b>1111</b>11111111 to others. {STORY}</p>"
        "</article></body></html>"
    )
    found = one(path)
    assert "4111" not in found.report.text
    assert found.kept is None


def test_rows_need_text() -> None:
    with pytest.raises(CasewatchError):
        clean_report({"id": "x", "text": " "})
    report = clean_report({"text": STORY, "language": True, "published": 2021})
    assert report.published == "2021"
    assert report.language == "en"


def test_files_of_one_name_in_a_folder_are_different_reports(tmp_path: Path) -> None:
    for name in ("a/index.txt", "b/index.txt", "b/index.html", "top.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<p>A made-up story.</p>" if name.endswith("html") else "A made-up story.")
    found = [item.given.id for item in inputs([str(tmp_path)]) if isinstance(item, Fetched)]
    assert sorted(found) == ["a/index", "b/index.html", "b/index.txt", "top"]
