"""A folder that MISP reads as a feed: a manifest, hashes of values, and a file for each event."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from casewatch.errors import ShareError
from casewatch.sharing.misp.parts import Json

MANIFEST, HASHES = "manifest.json", "hashes.csv"
_EVENT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json")
_HEAD = ("info", "date", "analysis", "threat_level_id", "timestamp", "Orgc", "Tag")


def write_feed(made: Iterable[Json], folder: Path) -> tuple[int, int]:
    """Writes or renews a feed; how many events are in it, and how many were taken out.

    A reader that comes meanwhile finds the old manifest with events that are all there. Raises
    `ShareError` for a folder that holds something else.
    """
    try:
        folder.mkdir(exist_ok=True)
        others = [p.name for p in folder.iterdir() if not _is_ours(p)]
        if others and not (folder / MANIFEST).exists():
            raise ShareError(f"{folder} holds other files", hint="give a new folder, or a feed")
        manifest: dict[str, Json] = {}
        hashes: list[str] = []
        for event in made:
            name = event["uuid"]
            manifest[name] = {key: event[key] for key in _HEAD}
            hashes += (f"{h},{name}" for h in _hashes(event))
            _replace(folder / f"{name}.json", json.dumps({"Event": event}, ensure_ascii=False))
        _replace(folder / HASHES, "".join(f"{line}\n" for line in hashes))
        _replace(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        gone = [p for p in folder.iterdir() if _EVENT.fullmatch(p.name) and p.stem not in manifest]
        for path in gone:
            path.unlink()
    except OSError as problem:
        raise ShareError(f"{folder} cannot be written: {problem.strerror}") from problem
    return len(manifest), len(gone)


def _is_ours(path: Path) -> bool:
    return path.name in (MANIFEST, HASHES) or bool(_EVENT.fullmatch(path.name))


def _hashes(event: Json) -> list[str]:
    """The MD5 of each value, by which MISP finds what a feed has."""
    values = [a["value"] for one in event["Object"] for a in one["Attribute"]]
    found = (hashlib.md5(v.encode(), usedforsecurity=False).hexdigest() for v in values)
    return list(dict.fromkeys(found))


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink()
