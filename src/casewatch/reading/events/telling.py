"""A telling: one place of a report where an event is told, before tellings are merged."""

from __future__ import annotations

from dataclasses import dataclass, field

from casewatch.model.spans import Span
from casewatch.model.vocabulary import EventType, Modality, Offence


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one sentence tells it.

    `how` is how the participants were told (see `participants.Who`), `frame` how they hang on
    the trigger; `at` is where the trigger begins, `sentence` the number of its sentence.
    `marks` are features for the judgement whether this tells an event of the case at all.
    """

    type: EventType
    modality: Modality
    span: Span
    at: int
    sentence: int
    who: tuple[str, ...] = ()
    count: int | None = None
    how: str = "none"
    frame: str = ""
    date: str | None = None
    place: str | None = None
    term_months: int | None = None
    max_term_months: int | None = None
    parties: tuple[str, ...] = ()
    offences: tuple[Offence, ...] = ()
    country: str = ""
    marks: tuple[str, ...] = field(default=(), compare=False)
