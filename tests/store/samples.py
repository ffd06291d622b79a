"""Small reports about made-up people, with readings made by hand."""

from __future__ import annotations

from casewatch.model.reading import (
    Alias,
    Attribution,
    Event,
    Group,
    Person,
    Reading,
)
from casewatch.model.report import Report, text_hash
from casewatch.model.spans import Span

TEXT = (
    "Mara Testova, known as Quillcat, was sentenced to 30 months on Friday. "
    "“A fair end,” said Prosecutor Olek Fiktiv. She had run the forum Examplebay."
)


def span_of(words: str, text: str = TEXT) -> Span:
    """Where `words` stand first in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def report_of(name: str = "r-1", text: str = TEXT, title: str = "Forum head sentenced") -> Report:
    return Report(
        name, text, title, "2024-05-03", "The Example Post", path=f"{name}.txt",
        sha256=text_hash(text),
    )  # fmt: skip


def reading_of(report: Report | None = None, reader: str = "rules-1") -> Reading:
    """A reading of any report that begins with `TEXT`."""
    mara = "Mara Testova"
    return Reading(
        report=report or report_of(),
        reader=reader,
        people=(
            Person(
                mara, (span_of(mara),), (Alias("Quillcat", (span_of("Quillcat"),)),),
                role="convicted", grounds={"role": (span_of("sentenced"),)},
            ),
            Person("Olek Fiktiv", (span_of("Olek Fiktiv"),), role="official"),
        ),
        groups=(Group("Examplebay", "venue", (span_of("Examplebay"),)),),
        events=(
            Event("sentence", (span_of("was sentenced to 30 months"),), (mara,), term_months=30),
        ),
        attributions=(
            Attribution("Olek Fiktiv", "A fair end,", "direct", (span_of("A fair end,"),)),
        ),
        countries={"US": (span_of("Prosecutor"),)},
        final_status={mara: "sentenced"},
    )  # fmt: skip
