"""Pages of PDFs: kept in the map, named where they are pictures, recognised where that can be."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import CleanError
from casewatch.sources import ocr
from casewatch.sources.cleaning import clean
from casewatch.sources.fetched import Fetched
from casewatch.sources.limits import Limits
from casewatch.sources.pages import PAGE_BREAK, join_pages, page_numbers
from casewatch.sources.pdf import pdf_text

from .papers import pdf

PAGES = [
    ["Case 21-0042  Page 1 of 3", "Ivan Examplov was arrested by the", "police of Sampletown and taken to"],
    ["Case 21-0042  Page 2 of 3", "the court, where he denied it.", "Mara Testova was charged with fraud."],
    ["Case 21-0042  Page 3 of 3", "Both will be heard next month."],
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether this machine has ocrmypdf is no matter."""
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program")


def test_each_span_knows_its_page() -> None:
    cleaned = clean(Fetched(pdf(PAGES), "pdf", "x.pdf"))
    text = cleaned.report.text
    pages = page_numbers(cleaned.original, cleaned.map.segments)
    assert pages.count == 3
    for words, page in [
        ("Ivan Examplov", 1),
        ("denied it", 2),
        ("Mara Testova", 2),
        ("next month", 3),
    ]:
        assert pages.page_of(text.index(words)) == page


def test_a_sentence_goes_on_over_the_page_and_running_heads_are_left_out() -> None:
    text = clean(Fetched(pdf(PAGES), "pdf", "x.pdf")).report.text
    assert "taken to the court, where he denied it." in text
    assert "Page" not in text
    assert PAGE_BREAK not in text


def test_texts_without_pages_are_one_page() -> None:
    cleaned = clean(Fetched(b"Ivan Examplov was held.", "text", "x.txt"))
    assert page_numbers(cleaned.original, cleaned.map.segments).page_of(0) == 1


WORDS = st.lists(
    st.sampled_from(["Ivan Examplov", "was held.", "the court", "Page 1", ""]), max_size=5
)


@given(st.lists(WORDS.map("\n".join), min_size=1, max_size=6))
def test_no_page_is_lost_and_none_is_made_up(pages: list[str]) -> None:
    joined = join_pages(pages)
    assert joined.count(PAGE_BREAK) == len(pages) - 1
    for page, part in zip(pages, joined.split(PAGE_BREAK), strict=True):
        assert part.strip() in page


def test_scanned_pdfs_are_named() -> None:
    with pytest.raises(CleanError, match="scanned") as caught:
        pdf_text(pdf([None, None]), Limits())
    assert "no-such-program" not in caught.value.message


def test_pages_that_are_pictures_are_named_beside_others() -> None:
    found = clean(Fetched(pdf([PAGES[0], None, None]), "pdf", "x.pdf"))
    assert "Ivan Examplov" in found.report.text
    assert found.notes[0] == "pages 2, 3 without text, only a picture: not read"


def test_empty_pages_are_no_pictures() -> None:
    assert clean(Fetched(pdf([PAGES[0], []]), "pdf", "x.pdf")).notes == ()


def test_encrypted_pdfs_are_named() -> None:
    with pytest.raises(CleanError, match="encrypted"):
        pdf_text(pdf(PAGES, encrypted=True), Limits())
    with pytest.raises(CleanError, match="torn"):
        pdf_text(b"%PDF-1.4 nothing", Limits())


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "breaks the library"),
        ("print('no answer')", "breaks the library"),
        ("import time; time.sleep(60)", "takes more than"),
    ],
)
def test_a_pdf_that_breaks_its_library_costs_itself_alone(
    body: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "python"
    made.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(made))
    with pytest.raises(CleanError, match=says):
        pdf_text(pdf(PAGES), Limits(pdf_seconds=1.0 if "sleep" in body else 60.0))


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Puts a program in place of ocrmypdf."""
    made = folder / "recognise"
    made.write_text(f"#!{sys.executable}\nimport shutil, sys, time\n{body}\n", encoding="utf-8")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ocr, "PROGRAM", str(made))


def test_text_is_recognised_where_the_program_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "read.pdf").write_bytes(pdf([PAGES[0], PAGES[1]]))
    program(tmp_path, monkeypatch, f"shutil.copy({str(tmp_path / 'read.pdf')!r}, sys.argv[-1])")
    scan = pdf([PAGES[0], None])
    found = clean(Fetched(scan, "pdf", "x.pdf"))
    assert "Mara Testova" in found.report.text
    assert "page 2 was a picture" in found.notes[0]
    assert "may misread" in found.notes[0]
    assert found.kept == scan


@pytest.mark.parametrize("body", ["sys.exit(3)", "time.sleep(60)", "pass"])
def test_a_program_that_fails_costs_nothing(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, body)
    limits = Limits(ocr_seconds=0.5)
    assert "Ivan" in pdf_text(pdf([PAGES[0], None]), limits).text
    with pytest.raises(CleanError, match="scanned"):
        pdf_text(pdf([None]), limits)
