"""A reader that is quick: it finds everybody called Examplov."""

from __future__ import annotations

import re

from casewatch.model.reading import Person, Reading
from casewatch.model.report import Report
from casewatch.model.spans import Span

_NAME = re.compile(r"[A-Z][a-z]+ Examplov")


class NameReader:
    version = "names-1"

    def read(self, report: Report) -> Reading:
        spans: dict[str, list[Span]] = {}
        for match in _NAME.finditer(report.text):
            spans.setdefault(match.group(), []).append(Span(*match.span()))
        people = tuple(Person(name, tuple(where)) for name, where in spans.items())
        return Reading(report, self.version, people=people)
