"""Files and folders as inputs: told apart by their names, read no further than the limits."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from casewatch.errors import CleanError, FetchError
from casewatch.sources.fetched import Failure, Fetched, Given, Media
from casewatch.sources.jsonl import parse_row, read_jsonl
from casewatch.sources.limits import Limits

#: What the endings of names say.
MEDIA: dict[str, Media] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "mail",
}
_ROWS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_SUPPORTED = "txt, md, html, pdf, eml, jsonl, jsonl.gz, json"


def read_file(path: Path, limits: Limits) -> Iterator[Fetched | Failure]:
    """The reports of one file; never raises for what is wrong with it."""
    name = str(path)
    lowered = path.name.casefold()
    try:
        if not path.exists():
            raise FetchError("no such file or folder", hint="check the path")
        if not path.is_file():
            raise FetchError("this is no regular file", hint="give files, folders or addresses")
        if is_rows(path):
            yield from _rows(path, limits)
        elif lowered.endswith(".json"):
            yield _json(path, limits)
        else:
            yield _document(path, MEDIA.get(path.suffix.casefold()), limits)
    except (FetchError, CleanError) as problem:
        yield Failure(name, problem)
    except OSError as problem:
        yield Failure(name, _unreadable(problem))


def read_folder(folder: Path, limits: Limits) -> Iterator[Fetched | Failure]:
    """The reports of all files below `folder` of a kind that is read, in the order of their paths.

    Hidden files and folders, links to folders and files of other kinds are passed over.
    """
    found = False
    unlisted: list[OSError] = []
    for path, beside in _walk(folder, unlisted.append):
        found = True
        name = _name_within(folder, path, beside)
        for item in read_file(path, limits):
            yield _renamed(item, path.stem, name)
    for problem in unlisted:
        yield Failure(str(problem.filename or folder), _unreadable(problem))
    if not found and not unlisted:
        hint = f"files that are read end in {_SUPPORTED}"
        yield Failure(str(folder), FetchError("no report in this folder", hint=hint))


def _walk(
    folder: Path, on_error: Callable[[OSError], object] | None = None
) -> Iterator[tuple[Path, Sequence[str]]]:
    """Each file that is read, with the names of those beside it."""
    for base, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            known = file.casefold().endswith((*MEDIA, *_ROWS, ".json"))
            if known and not file.startswith("."):
                yield Path(base) / file, files


def report_files(folder: Path) -> Iterator[Path]:
    """The files that `read_folder` reads, in its order."""
    return (path for path, _ in _walk(folder))


def is_rows(path: Path) -> bool:
    """Whether a file holds one report a line, by its name."""
    return path.name.casefold().endswith(_ROWS)


def _name_within(folder: Path, path: Path, beside: Sequence[str]) -> str:
    """The id of a file of `folder`: its path there, without the ending where that is enough.

    Two files of one name in different folders, or with different endings, are two reports.
    """
    twins = sum(Path(other).stem == path.stem for other in beside) > 1
    within = path.relative_to(folder)
    return (within if twins else within.with_suffix("")).as_posix()


def _renamed(item: Fetched | Failure, stem: str, name: str) -> Fetched | Failure:
    if isinstance(item, Failure) or item.given.id != stem:
        return item
    return replace(item, given=replace(item.given, id=name))


def _unreadable(problem: OSError) -> FetchError:
    reason = problem.strerror or type(problem).__name__
    return FetchError(f"it cannot be read: {reason}", hint="check the path and its permissions")


def _document(path: Path, media: Media | None, limits: Limits) -> Fetched:
    content = _read_within(path, limits)
    kind = media or sniff(content)
    return Fetched(content, kind, str(path), str(path), Given(id=path.stem))


def sniff(content: bytes) -> Media:
    """The kind of a document whose name says nothing, by its first bytes."""
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    lowered = start[:300].lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) and b"<" in lowered:
        return "html"
    return "text"


def _read_within(path: Path, limits: Limits) -> bytes:
    if path.stat().st_size > limits.text_bytes:
        raise limits.too_large("the file")
    with path.open("rb") as stream:
        # One byte more than allowed, for files whose size is not what they hold (/dev, pipes).
        content = stream.read(limits.text_bytes + 1)
    if len(content) > limits.text_bytes:
        raise limits.too_large("the file")
    if not content.strip():
        raise CleanError("the file is empty", hint="fetch it again, or leave it out")
    return content


def _rows(path: Path, limits: Limits) -> Iterator[Fetched | Failure]:
    with open_rows(path) as stream:
        empty = True
        for item in read_jsonl(stream, str(path), limits, str(path)):
            empty = False
            yield item
    if empty:
        raise CleanError("the file is empty", hint="fetch it again, or leave it out")


def open_rows(path: Path) -> IO[bytes]:
    """A file of JSON lines as a stream of bytes, unpacked where its name says it is packed."""
    if path.name.casefold().endswith(".gz"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _json(path: Path, limits: Limits) -> Fetched:
    """A file that holds one JSON object: one report with the fields of a JSON line."""
    item = parse_row(_read_within(path, limits), str(path), str(path))
    if isinstance(item, Failure):
        hint = "a .json file must hold one report; name files of JSON lines .jsonl"
        raise CleanError(item.error.message, hint=hint)
    return replace(item, given=replace(item.given, id=item.given.id or path.stem))


__all__ = ["MEDIA", "is_rows", "open_rows", "read_file", "read_folder", "report_files", "sniff"]
