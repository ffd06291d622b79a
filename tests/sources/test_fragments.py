"""Pieces of markup, character sets, packed bodies: by what they hold, in linear time."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import CleanError, FetchError
from casewatch.sources.cleaning import clean
from casewatch.sources.decode import by_charset
from casewatch.sources.fetched import Fetched, Given
from casewatch.sources.fragments import fragment_text
from casewatch.sources.limits import Limits
from casewatch.sources.unpacking import gunzipped, unpacked

from ..effort import in_proportion


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("<p>Ivan <b>Examplov</b></p><p>was&nbsp;held</p>", "Ivan Examplov\n\nwas held"),
        ("a<br/>b<script>x()</script>c", "a\n\nbc"),
        ("a<style>p {}</style >b", "ab"),
        ("a<script>never ends", "a"),
        ("a<!-- <p>no</p> -->b", "ab"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<a href='x'>link</a><img src=x>", "link"),
        ("", ""),
    ],
)
def test_fragments(markup: str, text: str) -> None:
    assert fragment_text(markup) == text


@pytest.mark.parametrize(
    "shape", ["<", "<a ", "<!--", "<script>", "&lt;", "<p>", "</script", "<a\n"]
)
def test_fragments_in_linear_time(shape: str) -> None:
    assert in_proportion(lambda size: fragment_text(shape * size), 60_000)


@given(st.text(max_size=200))
def test_fragments_never_fail(markup: str) -> None:
    assert "\x1e" not in fragment_text(markup)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Иван".encode("koi8-r"), "KOI8-R", "Иван"),
        ("Иван".encode(), "iso-8859-1", "Иван"),
        ("Müller".encode("cp1252"), "iso-8859-1", "Müller"),
        ("„x“".encode("cp1252"), "latin1", "„x“"),
        ("Иван".encode("utf-16"), "", "Иван"),
        (b"\xff\xfe", "", ""),
        (b"\xe4", "utf-8", None),
        (b"\xe4", "hex", None),
        (b"\xe4", "unicode_escape", None),
        (b"a\x00b", "utf-8", None),
    ],
)
def test_character_sets(content: bytes, charset: str, text: str | None) -> None:
    assert by_charset(content, charset) == text


def test_pages_of_nothing_but_tags_are_refused_at_once() -> None:
    with pytest.raises(CleanError, match="more markup"):
        clean(Fetched(b"<html>" + b"<br>a" * 450_000, "html", "x"))


def test_a_piece_of_markup_is_all_text() -> None:
    found = clean(Fetched(b"<p>Ivan Examplov was held.</p><p>Short.</p>", "html", "x"))
    assert found.report.text == "Ivan Examplov was held.\n\nShort."


def test_what_holds_otherwise_and_how_it_was_had() -> None:
    fetched = Fetched(b"Ivan Examplov was held.", "text", "x", otherwise=Given(title="T", publisher="P"),
                      note="from the feed")  # fmt: skip
    found = clean(fetched)
    assert (found.report.title, found.report.publisher) == ("T", "P")
    assert found.notes[0] == "from the feed"


@given(st.binary(max_size=2000), st.integers(1, 200))
def test_packed_bodies_in_any_pieces(content: bytes, size: int) -> None:
    packed = gzip.compress(content)
    parts = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert unpacked(parts, "gzip", Limits(), "it") == content
    assert gunzipped(packed * 2, Limits(), "it") == content * 2


@given(st.binary(max_size=300))
def test_no_bytes_break_the_unpacking(content: bytes) -> None:
    for packing in ("gzip", "deflate"):
        with suppress(FetchError):
            unpacked([content], packing, Limits(), "it")
