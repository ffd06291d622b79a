"""Credits and contact blocks: who is named there is no person of the story."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewatch.reading.people.runs import Run
from casewatch.reading.text.search import lowered

# Both are for a text in lower case.
_CREDIT = re.compile(
    r"\b(?:(?:reporting|editing|writing|written|compiled|edited|photograph(?:ed)?|photos?|pictures?|images?|"
    r"illustration|contributed)\s(?:\w+\s){0,3}?by|"
    r"(?:photo|image|picture|photograph|credit|credits|media contacts?|press contacts?|contacts?)\s?[:/])"
)
_ALONE = re.compile(r"[ \t]*(?:\n|$|,\s|\s?[-–|(]|\s[A-Z])")
#: A heading of contacts, and after it only short lines.
_CONTACTS = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:for )?(?:media|press|news|public affairs)\s)?(?:contacts?|enquiries|inquiries|"
    r"press office)\s?:?[ \t]*\n(?P<lines>(?:[^\n.]{0,60}(?:\n|$)){1,6})"
)


@dataclass(frozen=True, slots=True)
class Credits:
    """Where a text names its own writers, photographers and contacts."""

    marks: tuple[int, ...]
    blocks: tuple[tuple[int, int], ...]

    def hold(self, text: str, run: Run) -> bool:
        """Whether the run is named there, and hence no person of the story."""
        start, end = run.span
        for mark in self.marks:
            if mark <= start <= mark + 80 and not _BREAK.search(text, mark, start):
                return True
        held = any(first <= start < last for first, last in self.blocks)
        return held and _ALONE.match(text, end) is not None


_BREAK = re.compile(r"[.\n]")


def credits_in(text: str) -> Credits:
    """The credits and contact blocks of a text."""
    low = lowered(text)
    return Credits(
        tuple(m.end() for m in _CREDIT.finditer(low)),
        tuple(m.span("lines") for m in _CONTACTS.finditer(low)),
    )
