"""Each promise of docs/security.md has a test, which is there and is run."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.calls import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
#: Rows of the tables of promises: what is promised, and what holds it.
PROMISES = re.findall(r"^\| (?!promise \||who \||---)([^|\n]+) \| `?([^|\n]+?)`? \|$",
                      PAGE.partition("## Promises")[2], re.MULTILINE)  # fmt: skip


def test_there_are_promises_and_none_is_told_twice() -> None:
    assert len(PROMISES) > 40
    assert len({told for told, _ in PROMISES}) == len(PROMISES)


@pytest.mark.parametrize(("told", "test"), PROMISES)
def test_a_promise_is_held_by_a_test(told: str, test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name]
    assert found, f"{told}: {test} is missing"
    marks = {ast.unparse(d) for n in found for d in n.decorator_list}
    assert not any("skip" in mark or "xfail" in mark for mark in marks), test
