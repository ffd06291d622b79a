"""What the model is told: the rules, and the report as material between marks."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from casewatch.model.report import Report
from casewatch.model.spans import Span

#: Raised with every change of the rules, the form or the checks.
PROMPT_VERSION = "1"
Messages = tuple[dict[str, str], ...]


@cache
def rules() -> str:
    """The text of `data/prompt.md`."""
    return files("casewatch.llm").joinpath("data", "prompt.md").read_text(encoding="utf-8")


def messages(report: Report, window: Span) -> Messages:
    """Rules and one piece of the report.

    The marks follow from the piece itself, so that no report can hold the one that closes it.
    """
    piece = window.text_of(report.text)
    mark = hashlib.sha256(piece.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    head = f"Day of the report: {report.published or 'unknown'}\nTitle: {' '.join(report.title.split())}"
    body = f"{head}\n--- report {mark}\n{piece}\n--- report {mark}"
    return ({"role": "system", "content": rules()}, {"role": "user", "content": body})
