"""The words of the pages stand in one file; each is used and each used one is there."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from casewatch.serving.strings import strings, words

ROOT = Path(str(files("casewatch.serving").joinpath("")))
#: Which files stand here as their makers published them, with their SHA-256.
VENDORED = {
    ROOT / "static" / "htmx.min.js":
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    Path(__file__).parent / "vendor" / "axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
}  # fmt: skip


def sources() -> str:
    found = [*ROOT.rglob("*.html"), *ROOT.rglob("*.py")]
    return "\n".join(f.read_text(encoding="utf-8") for f in found)


def test_each_word_that_is_used_is_there() -> None:
    used = set(re.findall(r"""(?:\bt|words)\(\s*["']([a-z_]+\.[a-z_0-9]+)["']""", sources()))
    assert used
    assert {u for u in used if not u.endswith("_")} <= set(strings())


def test_each_word_that_is_there_is_used() -> None:
    text = sources()
    heads = set(re.findall(r"""["']([a-z_]+\.[a-z_]*)["']\s*~""", text))
    heads |= set(re.findall(r"""f["']([a-z_]+\.[a-z_]*)\{""", text))
    for key in strings():
        named = f'"{key}"' in text or f"'{key}'" in text
        assert named or any(key.startswith(h) for h in heads), key


def test_one_and_many() -> None:
    assert words("home.reports", n=1) == "1 report"
    assert words("home.reports", n=2) == "2 reports"


def test_what_was_taken_over_is_what_its_makers_published() -> None:
    for path, hash_ in VENDORED.items():
        assert sha256(path.read_bytes()).hexdigest() == hash_
