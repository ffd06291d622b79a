"""From files of a kind to the entries of one list, as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, TextIO

from casewatch.errors import ListError
from casewatch.screening.entries import Entry
from casewatch.screening.formats import ftm, misp, ofac_csv, ofac_xml, stix
from casewatch.screening.limits import Limits, wrong_kind

ListKind = Literal["misp-galaxy", "ofac", "ftm", "stix"]
KINDS: tuple[ListKind, ...] = ("misp-galaxy", "ofac", "ftm", "stix")
_Reader = Callable[[TextIO, str, str, Limits], Iterator[Entry]]
_ONE_FILE: dict[str, _Reader] = {"misp-galaxy": misp.read, "ftm": ftm.read, "stix": stix.read}


def _text(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def read_entries(
    kind: ListKind, paths: Sequence[Path], source: str, limits: Limits
) -> Iterator[Entry]:
    """The entries of the files, which make one list. Raises `ListError`."""
    try:
        for path in paths:
            if not path.is_file():
                raise ListError(f"{path} is no file", hint="nothing of it was loaded")
            if path.stat().st_size > limits.file_bytes:
                most = limits.file_bytes // 1_000_000
                raise ListError(
                    f"{path} is larger than {most:,} MB; nothing of it was loaded",
                    hint="load the part of it that you need",
                )
        if kind == "ofac":
            yield from _ofac(paths, source, limits)
            return
        for path in paths:
            with _text(path) as stream:
                yield from _ONE_FILE[kind](stream, str(path), source, limits)
    except OSError as problem:
        raise ListError(f"{problem.filename} cannot be read: {problem.strerror}") from problem


def _is_xml(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _ofac(paths: Sequence[Path], source: str, limits: Limits) -> Iterator[Entry]:
    """sdn.xml; or sdn.csv with alt.csv, in whatever order they are given."""
    main: list[Path] = []
    alt: dict[str, list[str]] = {}
    with ExitStack() as open_files:
        for path in paths:
            if _is_xml(path):
                stream = open_files.enter_context(path.open("rb"))
                yield from ofac_xml.read(stream, str(path), source, limits)
                continue
            with _text(path) as rows:
                columns = ofac_csv.columns_of(rows, str(path), limits)
            if columns == ofac_csv.MAIN_COLUMNS:
                main.append(path)
                continue
            with _text(path) as rows:
                for number, names in ofac_csv.alternatives(rows, str(path), limits).items():
                    alt.setdefault(number, []).extend(names)
    if alt and not main:
        raise wrong_kind(str(paths[0]), "ofac", "alt.csv gives only further names; add sdn.csv")
    for path in main:
        with _text(path) as rows:
            yield from ofac_csv.read(rows, str(path), source, limits, alt)
