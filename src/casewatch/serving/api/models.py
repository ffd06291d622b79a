"""What the REST interface takes; what it gives is described in words beside each address."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f]+$")]
Because = Annotated[str, StringConstraints(max_length=2000)]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Strict(BaseModel):
    """Takes the fields that it names and no others."""

    model_config = ConfigDict(extra="forbid")


class ReportIn(Strict):
    """A report to read: `text` or `html`, and what its text does not say itself."""

    text: str | None = Field(None, max_length=8_000_000)
    html: str | None = Field(None, max_length=8_000_000)
    id: str = Field("", max_length=300)
    title: str = Field("", max_length=2000)
    published: str = Field("", max_length=40)
    url: str = Field("", max_length=2000)
    publisher: str = Field("", max_length=300)
    language: str = Field("", max_length=20)


class MergeIn(Strict):
    """Two case files, by id or name. `seen` is the last decision that was seen, if any."""

    a: Name
    b: Name
    because: Because = ""
    seen: str | None = Field(None, max_length=40)


class SeparateIn(Strict):
    """A case file, and either another one or reports to take out of it."""

    a: Name
    b: Name | None = None
    reports: list[Name] = Field(default_factory=list, max_length=200)
    because: Because = ""
    seen: str | None = Field(None, max_length=40)


class NameIn(Strict):
    """A name that is none of a case file's, or, with `report` and `span`, was misread there."""

    name: Name
    report: str = Field("", max_length=400)
    span: tuple[int, int] | None = None
    because: Because = ""
    seen: str | None = Field(None, max_length=40)


class FactIn(Strict):
    """An event that does not count for a case file, at the words that tell it."""

    what: str = Field(max_length=40)
    report: Name
    span: tuple[int, int]
    because: Because = ""
    seen: str | None = Field(None, max_length=40)


class AnswerIn(Strict):
    """An answer to a question: one of its verdicts, or for a contradiction the value itself."""

    verdict: Name
    because: Because = ""


class UndoIn(Strict):
    """Why a decision is taken back. `altogether` leaves no "not the same" behind."""

    because: Because = ""
    altogether: bool = False


class Asked(Strict):
    """A name to screen, and what else is known of its bearer."""

    name: Name
    born: int | None = Field(None, ge=1850, le=2100)
    country: str = Field("", max_length=60)
    kind: Literal["", "person", "group"] = ""


class ScreenIn(Strict):
    """Names to screen; they are kept nowhere."""

    names: list[Asked] = Field(min_length=1, max_length=500)
    most: int = Field(10, ge=1, le=50)


class WatchIn(Strict):
    """A watch: on whom, why, and how seldom it may be false (weeks to a false alert)."""

    subject: Name
    why: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    every: float = Field(100.0, ge=10, le=100_000)
    linked: bool = False
    since: Day | None = None
    series: str = Field("", max_length=200)


class WatchChange(Strict):
    """What of a watch is to change."""

    why: str | None = Field(None, min_length=1, max_length=2000)
    every: float | None = Field(None, ge=10, le=100_000)


class ReadIn(Strict):
    """Alerts that were read: watch and week of each; all new ones where none is named."""

    alerts: list[tuple[Name, Day]] = Field(default_factory=list, max_length=1000)


class FeedIn(Strict):
    """A feed to follow at a web address."""

    url: Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://")]
    name: str = Field("", max_length=80)
    unseen: bool = False
