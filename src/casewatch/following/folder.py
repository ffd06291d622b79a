"""A folder as a feed: its files are the items, each known by its path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from casewatch.errors import FetchError
from casewatch.sources.attachments import expanded
from casewatch.sources.fetched import Failure, Fetched
from casewatch.sources.files import read_file, report_files
from casewatch.sources.limits import Limits
from casewatch.sources.names import bounded
from casewatch.store.feeds import Feed, Listed

_RAW = "raw:"


def list_folder(feed: Feed) -> list[Listed]:
    """The files of a followed folder. Raises FetchError where it is no longer there.

    Another content is told by size, times and place on the disk; that a file is only touched
    costs its being looked at once more, and changes nothing.
    """
    folder = Path(feed.address)
    if not folder.is_dir():
        raise FetchError("there is no such folder", hint="mount it, or remove the feed")
    found = []
    for path in report_files(folder):
        try:
            state = path.stat()
        except OSError:
            continue  # gone since the folder was listed
        within = path.relative_to(folder).as_posix()
        told = f"{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}:{state.st_ino}"
        found.append(Listed(_hash(within), _kept_name(within), _hash(told)))
    return found


def read_item(feed: Feed, within: str, limits: Limits) -> Iterator[Fetched | Failure]:
    """The reports of one file, with ids that begin with the feed's name: folders may share names.

    Raises FetchError for a path that leads out of the folder.
    """
    folder = Path(feed.address).resolve()
    path = (folder / _path_of(within)).resolve()
    if not path.is_relative_to(folder):
        raise FetchError("the file lies outside the folder", hint="copy it into the folder")
    for item in expanded(read_file(path, limits), limits):
        # Told as a part of the feed: read as a file of its own it would have another id.
        told = f"{feed.name}: {within}{item.source.removeprefix(str(path))}"
        yield _named(replace(item, source=told), feed.name, path.stem, within)


def _named(item: Fetched | Failure, feed: str, stem: str, within: str) -> Fetched | Failure:
    if isinstance(item, Failure):
        return item
    name = item.given.id
    # Ids of the file's own making (of JSON lines) stay; those from its name get its whole path.
    if name == stem or name.startswith(f"{stem}/"):
        name = bounded(f"{feed}/{within}{name.removeprefix(stem)}")
        return replace(item, given=replace(item.given, id=name))
    return item


def _kept_name(within: str) -> str:
    """A path as a store can hold it: names of files need not be text."""
    try:
        within.encode("utf-8")
    except UnicodeEncodeError:
        return f"{_RAW}{quote(os.fsencode(within))}"
    return f"{_RAW}{quote(os.fsencode(within))}" if within.startswith(_RAW) else within


def _path_of(kept: str) -> str:
    return os.fsdecode(unquote_to_bytes(kept.removeprefix(_RAW))) if kept.startswith(_RAW) else kept


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
