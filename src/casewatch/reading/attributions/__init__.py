"""Attributions: who says what, through whom, hedged or not, about past or future."""

from __future__ import annotations

from casewatch.model.reading import Attribution
from casewatch.model.spans import Span
from casewatch.reading.attributions.carriers import carrier
from casewatch.reading.attributions.direct import Said, direct_speech
from casewatch.reading.attributions.indirect import Reported, indirect_speech
from casewatch.reading.attributions.quotations import quotations
from casewatch.reading.attributions.tone import is_forecast, is_hedged
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared

#: A carrier is named at most so far, in code points, before the words that it carries.
_LOOK_BACK = 400


def find_attributions(prepared: Prepared, cast: Cast) -> tuple[Attribution, ...]:
    """One attribution for each run of words by one speaker, in the order of the text."""
    quoted = quotations(prepared.text)
    direct = direct_speech(prepared, cast, quoted)
    reported = indirect_speech(prepared, cast, tuple(q.outer for q in quoted))
    found = [_from_direct(prepared, s) for s in direct]
    found += [_from_reported(prepared, r) for r in reported if not _carries(prepared, r, direct)]
    # Torn text ("according to , …") may frame words that nobody says: they are no attribution.
    said = (a for a in found if a.speaker.strip() and a.content.strip())
    return tuple(sorted(said, key=lambda a: a.spans[0]))


def _carries(prepared: Prepared, reported: Reported, direct: tuple[Said, ...]) -> bool:
    """Whether "as reported by X" opens a sentence that quotes somebody: X is who carried it."""
    opener = prepared.text[reported.frame.start : reported.frame.start + 12].casefold()
    return opener.startswith("as reported") and any(
        reported.content.holds(s.quotation.words) for s in direct
    )


def _sentence(prepared: Prepared, said: Said) -> Span:
    """From the beginning of the sentence to the end of the frame."""
    sentence = prepared.sentence_at(said.frame.start)
    start = min(sentence.start, said.frame.start) if sentence else said.frame.start
    return Span(max(start, said.frame.start - _LOOK_BACK), said.frame.end)


def _from_direct(prepared: Prepared, said: Said) -> Attribution:
    span = said.quotation.words
    content = span.text_of(prepared.text)
    return Attribution(
        speaker=said.speaker.name,
        content=content,
        kind="direct",
        spans=(span, said.speaker.span),
        via=carrier(prepared, _sentence(prepared, said), said.speaker.name),
        hedged=is_hedged(content),
        forecast=is_forecast(content),
    )


def _from_reported(prepared: Prepared, reported: Reported) -> Attribution:
    span = reported.content
    content = span.text_of(prepared.text)
    return Attribution(
        speaker=reported.speaker.name,
        content=content,
        kind="indirect",
        spans=(span, reported.speaker.span),
        via=carrier(prepared, reported.frame, reported.speaker.name),
        hedged=is_hedged(content, reported.verb),
        forecast=is_forecast(content, reported.verb),
    )
