"""The commands in the documentation: each line of a fenced block that calls Casewatch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(?:sh)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_REMARK = re.compile(r"\s{2,}#.*$")


def pages() -> list[Path]:
    """The README and all pages of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@dataclass(frozen=True, slots=True)
class Call:
    """One line; `text` is what stands there without its remark, from `casewatch` on."""

    page: str
    text: str


def calls(page: Path) -> list[Call]:
    """Those of one page, in order."""
    found = []
    for block in _FENCE.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            text = _REMARK.sub("", line).strip()
            if text.startswith("casewatch "):
                found.append(Call(name_of(page), text))
    return found
