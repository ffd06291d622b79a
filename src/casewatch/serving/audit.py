"""The audit log beside the store: who changed what, and who was turned away. No names of cases."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from starlette.types import Scope

from casewatch.store.store import utc_now

#: The log is turned over when it has so many bytes; one old one is kept.
LARGEST = 20_000_000


class Audit:
    """Writes one line of JSON for each thing done."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()

    def note(self, scope: Scope, who: str, what: str, status: int) -> None:
        """Keeps who did what, from where, at which address and with what result.

        The address is kept without its query, so that nobody's search is; failing to write
        stops no request.
        """
        if self._path is None:
            return
        client = scope.get("client") or ("", 0)
        line: dict[str, Any] = {
            "at": utc_now(), "who": who, "from": client[0], "method": scope.get("method", ""),
            "path": str(scope.get("path", ""))[:300], "status": status, "what": what,
        }  # fmt: skip
        with self._lock:
            try:
                if self._path.exists() and self._path.stat().st_size > LARGEST:
                    self._path.replace(self._path.with_name(self._path.name + ".1"))
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line, ensure_ascii=True) + "\n")
            except OSError:
                return


def place_of(store: Path) -> Path:
    """The log of a store."""
    return Path(f"{store}.audit.jsonl")
