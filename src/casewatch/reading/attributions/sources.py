"""Sources named before or after a clause: "According to the indictment, …", "…, according to X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.attributions import speakers
from casewatch.reading.attributions.speakers import Speaker
from casewatch.reading.attributions.words import alternatives, words
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.tables import table
from casewatch.reading.text.sentences import Sentence

_NEWLINE = "\n"
_MAX_LEAD = 110
_MAX_SOURCE = 260
#: What belongs to a document's name and not to whom it is named after.
_TRAIL = re.compile(
    r"\s+(?:filed|unsealed|released|presented|submitted|issued|published|made public|also|recently|returned|entered)\b(?! in court).*$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source, the clause that rests on it, and where it is named."""

    speaker: Speaker
    content: Span
    frame: Span


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?:"
        + alternatives(table("speech")["source_openers"])
        + r"|as alleged(?=\s+in)\s+in)\s+",
        re.IGNORECASE,
    )


@cache
def _document() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])" + alternatives(words("documents")) + r"(?![\w-])", re.IGNORECASE
    )


@cache
def _begins() -> tuple[str, ...]:
    """The first two words of each opener: what a sentence must hold for the pattern to be tried."""
    openers = [*table("speech")["source_openers"], "as alleged"]
    return tuple(dict.fromkeys(" ".join(o.split()[:2]) for o in sorted(openers)))


def _may_name(sentence: str) -> bool:
    low = " ".join(sentence.lower().split())
    return any(begin in low for begin in _begins())


def source_at(prepared: Prepared, cast: Cast, sentence: Sentence) -> Source | None:
    """The source of the sentence's first clause, with that clause."""
    text = prepared.text
    if not _may_name(prepared.words(sentence)):
        return None
    match = _opener().search(text, sentence.start, sentence.end)
    if match is None:
        return None
    lead = text[sentence.start : match.start()].strip()
    if (
        lead
        and not lead.endswith(",")
        and len(lead) > 30
        and not lead.casefold().endswith((" and", " but", "and,"))
    ):
        return _behind(prepared, cast, sentence, match)
    if len(lead) > _MAX_LEAD:
        return _behind(prepared, cast, sentence, match)
    stop = _source_end(prepared, match.end(), sentence.end)
    if stop is None:
        return _behind(prepared, cast, sentence, match) or _next_sentence(
            prepared, cast, sentence, match
        )
    speaker = _speaker(prepared, cast, Span(match.end(), stop))
    if match.group().casefold().startswith("based") and not _document().search(speaker.name):
        return None
    content = _content(prepared, stop, sentence)
    if content is None:
        return _next_sentence(prepared, cast, sentence, match)
    return Source(speaker, content, Span(match.start(), stop))


def _source_end(prepared: Prepared, start: int, end: int) -> int | None:
    """The comma or colon after the source; lists of documents hold commas themselves."""
    text = prepared.text
    at = start
    while True:
        found = re.compile(r",|:").search(text, at, min(end, start + _MAX_SOURCE))
        if found is None:
            return None
        following = text[found.end() : found.end() + 60]
        segment = re.split(r"[,:\n]", following)[0]
        # Another document in the list: short, and its head is a document word.
        if found.group() == "," and re.match(r"\s+(?:Jr|Sr|Inc|LLC|Ltd|[IV]+)\b\.?", following):
            at = found.end()
            continue
        if (
            found.group() == ","
            and re.match(
                r"\s+(?:and|or|including|as well as|(?:other|court|public|trial|plea|the agreed)?\s*[a-z-]+\s+(?:filed|made|presented|provided|and|in|from|of)\b)",
                following,
            )
            and _document().search(segment)
            and not re.search(r"\b(?:was|were|is|are|had|has|have|the defendants?)\b", segment)
        ):
            at = found.end()
            continue
        return found.start()


def _content(prepared: Prepared, stop: int, sentence: Sentence) -> Span | None:
    text = prepared.text
    start = stop + 1
    while start < sentence.end and text[start] in " ,:\t":
        start += 1
    # A footnote mark in place of words.
    if not text[start : sentence.end].strip(" []0123456789*.:"):
        return None
    return Span(start, sentence.end)


def _next_sentence(
    prepared: Prepared, cast: Cast, sentence: Sentence, match: re.Match[str]
) -> Source | None:
    """ "As alleged in the complaint:" as a line of its own: the next sentence is the content."""
    text = prepared.text
    line = prepared.words(sentence).rstrip(" []0123456789*")
    if not line.endswith(":") and len(line) > 140:
        return None
    if line.endswith(".") or sentence.index + 1 >= len(prepared.sentences):
        return None
    following = prepared.sentences[sentence.index + 1]
    end = min(sentence.end, sentence.start + len(line))
    phrase = Span(match.end(), end)
    if text[phrase.start : phrase.end].strip(" :") == "":
        return None
    return Source(_speaker(prepared, cast, phrase), following.span, sentence.span)


def _behind(
    prepared: Prepared, cast: Cast, sentence: Sentence, match: re.Match[str]
) -> Source | None:
    """ "…, according to X.": the clause stands before."""
    text = prepared.text
    if not match.group().casefold().startswith(("according", "volgens", "laut", "selon", "según")):
        return None
    if match.start() - sentence.start < 25:
        return None
    stop = re.compile(r"[,;]|$").search(text, match.end(), sentence.end)
    end = stop.start() if stop else sentence.end
    content = Span(sentence.start, match.start())
    return Source(
        _speaker(prepared, cast, Span(match.end(), end)), content, Span(match.start(), end)
    )


def _speaker(prepared: Prepared, cast: Cast, phrase: Span) -> Speaker:
    text = prepared.text
    start, end = phrase
    while end > start and text[end - 1] in " .:;,":
        end -= 1
    said = text[start:end]
    document = _document().search(said)
    if document is None:
        found = speakers.named(prepared, cast, Span(start, end))
        if found is not None:
            return found
    trail = _TRAIL.search(said)
    if trail is not None and document is not None and document.end() <= trail.start():
        end = start + trail.start()
    return Speaker(" ".join(text[start:end].split()), Span(start, end))
