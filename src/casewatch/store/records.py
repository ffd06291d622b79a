"""What goes into a store and comes out of it, beside reports, readings and facts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from casewatch.model.decision import Decision as Decision
from casewatch.model.facts import canonical_json
from casewatch.model.report import Report


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the clean text of a report came from, kept beside it.

    `fetched` is a time in ISO 8601, None where nothing was fetched; `media` a media type.
    `original` is what was fetched, with payment-card numbers masked, None where that cannot
    be done. `before` is the text before cleaning, None where it is the text of `original`
    itself. `segments` map the clean text back to it: (start in the clean text, start before
    cleaning, length), in code points. `masked` counts the card numbers that were masked.
    """

    fetched: str | None = None
    media: str = ""
    original: bytes | None = None
    before: str | None = None
    segments: tuple[tuple[int, int, int], ...] = ()
    notes: tuple[str, ...] = ()
    masked: int = 0


class Added(Enum):
    """What came of adding a reading."""

    REPORT = "new report"
    VERSION = "new version"
    READING = "new reading"
    NOTHING = "nothing new"


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One report in its newest version. Times are ISO 8601 in UTC.

    `reader` is the version of the reader whose facts are the current ones.
    """

    report: Report
    version: int
    reader: str
    first_seen: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be brought in, and what to do about it."""

    input: str
    stage: str
    message: str
    hint: str = ""
    first: str = ""
    last: str = ""
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found, with a piece of its text around the words."""

    report: str
    title: str
    published: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store holds. `readers` maps a reader's version to its current reports."""

    reports: int
    versions: int
    readings: int
    facts: int
    superseded: int
    decisions: int
    failures: int
    masked: int
    readers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One run that brought something in: what was done, and at which rate.

    `failed` counts inputs by the stage in which they failed; `seconds` is the time spent in
    each stage, and `counts` the reports that went through it. Times are ISO 8601 in UTC.
    `ended` is empty while the run goes on, or where it was killed; it was `heard` of last when
    a batch was stored, `done` inputs of `total` (None where nobody knows) and `elapsed` seconds
    into it.
    """

    began: str
    ended: str
    reader: str
    read: int = 0
    stored: int = 0
    skipped: int = 0
    characters: int = 0
    interrupted: bool = False
    failed: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    done: int = 0
    total: int | None = None
    heard: str = ""
    elapsed: float = 0.0

    def rate(self, stage: str) -> float:
        """Reports a second in one stage, by its own time; 0 where nothing was done."""
        seconds = self.seconds.get(stage, 0.0)
        return self.counts.get(stage, 0) / seconds if seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the rate so far; None where that cannot be said."""
        if self.ended or self.total is None or not self.done or not self.elapsed:
            return None
        return max(0, self.total - self.done) * self.elapsed / self.done


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a store: where, and what."""

    what: str
    report: str = ""
    version: int = 0
    fact: str = ""

    def __str__(self) -> str:
        place = f"{self.report} (version {self.version})" if self.version else self.report
        fact = f"fact {self.fact}" if self.fact else ""
        return ": ".join(part for part in (place, fact, self.what) if part)


def content_hash(report: Report) -> str:
    """SHA-256 of all that a reader may look at: another content is another version.

    Raises `UnicodeEncodeError` for text that holds half a character (a lone surrogate).
    """
    content = [
        report.text, report.title, report.published, report.publisher, report.url,
        report.language,
    ]  # fmt: skip
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()
