"""Doubtful facts: a standing in law that hangs on one thread, reports that conflict on an event.

Asked are only facts of a single source: what several sources tell is a contradiction at most.
"""

from __future__ import annotations

from collections.abc import Iterator

from casewatch.cases import wording
from casewatch.cases.judged import FACT, STATUS
from casewatch.cases.model import CaseFile, Line, Sources
from casewatch.reading.confidence import doubtful
from casewatch.review.asking import Asked, copy_groups, reports
from casewatch.review.judging import side_of
from casewatch.review.questions import Question, Shown, question_id

VERDICTS = {
    "accept": "it is so: it counts",
    "reject": "it is not so, or not of this person: set it aside",
}
#: What the reading itself holds for doubtful comes before all other questions.
_FIRST = 1000.0
_UNCERTAIN = frozenset({"alleged", "possible", "denied", "expected"})


def _uncertain(case: CaseFile) -> Iterator[tuple[Line, Line]]:
    """Asserted events of one source beside one of the same type that is not asserted."""
    for line in case.timeline:
        if line.modality != "asserted" or line.independent_sources > 1 or not line.sources:
            continue
        for other in case.timeline:
            same_year = not (line.date and other.date) or line.date[:4] == other.date[:4]
            if other.type == line.type and other.modality in _UNCERTAIN and same_year:
                yield line, other
                break


def _both_ways(case: CaseFile) -> Iterator[tuple[Line, Line]]:
    """An acquittal or dismissal of one source beside a finding of guilt, or the other way."""
    cleared = [x for x in case.timeline if x.type in ("acquittal", "dismissal")]
    guilty = [x for x in case.timeline if x.type in ("conviction", "plea", "sentence")]
    for line, others in ((cleared, guilty), (guilty, cleared)):
        told = [x for x in line if x.modality == "asserted"]
        against = [x for x in others if x.modality == "asserted"]
        if against and len(told) == 1 and told[0].independent_sources == 1 and told[0].sources:
            yield told[0], against[0]


def _unsure(case: CaseFile) -> Iterator[Line]:
    """Events of one source that its reading holds for doubtful itself."""
    for line in case.timeline:
        low = line.confidence is not None and doubtful(line.confidence)
        if low and line.independent_sources <= 1 and line.sources:
            yield line


def _question(
    asked: Asked, case: CaseFile, what: str, sources: Sources, ask: str, against: str,
    more: tuple[Shown, ...] = (), extra: float = 0.0,
) -> Question | None:  # fmt: skip
    entity = asked.entities[case.id]
    at = [{"report": s.report, "span": list(s.span)} for s in sources]
    for d in asked.on(entity.keys, FACT):
        if d.grounds.get("what") == what and d.grounds.get("at") == at:
            return None
    count = copy_groups(entity.mentions)
    return Question(
        id=question_id("doubt", (case.id, what, at)),
        kind="doubt",
        ask=ask,
        weight=float(count + 2) + extra,
        hangs=f"standing in law; {reports(count)} in the case file",
        cases=(case.id,),
        grounds_for=(f"told by {', '.join(dict.fromkeys(s.report for s in sources))}",),
        grounds_against=(against,),
        shown=(Shown(asked.heading(entity), asked.told(entity), asked.passages_of(sources)), *more),
        verdicts=VERDICTS,
        a=side_of(entity),
        fact={"what": what, "at": at},
    )


def _last_word(asked: Asked, case: CaseFile) -> Question | None:
    """A status that only one report's last word gives, and no event."""
    told = {(s.report, s.span) for line in case.timeline for s in line.sources}
    sources = case.status.sources
    if not sources or case.status.proven in (None, "charged", "suspected", "wanted"):
        return None
    if any((s.report, s.span) in told for s in sources) or len({s.report for s in sources}) > 1:
        return None
    first = wording.standing(case.status)[0].removeprefix("In law: ").rstrip(".")
    return _question(
        asked, case, STATUS, sources, f"{case.name}: {first}?",
        "no event tells it, only the last word of one report",
    )  # fmt: skip


def doubts(asked: Asked) -> Iterator[Question]:
    """The doubtful facts of all case files of people, each once."""
    for case in asked.now.cases:
        if case.kind != "person":
            continue
        found = [_last_word(asked, case)]
        for line, other in (*_uncertain(case), *_both_ways(case)):
            beside = f"{other.date or 'no date'}  {wording.happening(other)}"
            words = f"{line.date or 'no date'}  {wording.happening(line)}"
            shown = Shown(beside, (), asked.passages_of(other.sources, 1))
            ask = f"{case.name}: {words}?"
            found.append(
                _question(
                    asked, case, line.type, line.sources, ask, f"beside it: {beside}", (shown,)
                )
            )
        for line in _unsure(case):
            words = f"{line.date or 'no date'}  {wording.happening(line)}"
            against = f"the reading itself gives it {line.confidence:.0%}"
            found.append(
                _question(
                    asked, case, line.type, line.sources, f"{case.name}: {words}?", against,
                    extra=_FIRST,
                )
            )  # fmt: skip
        yield from {q.id: q for q in found if q is not None}.values()
