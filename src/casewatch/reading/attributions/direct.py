"""Direct speech: each quotation with its speaker, found before it, after it or on its own line."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache, cached_property

from casewatch.model.spans import Span
from casewatch.reading.attributions import speakers
from casewatch.reading.attributions.quotations import Quotation
from casewatch.reading.attributions.speakers import Speaker, is_document
from casewatch.reading.attributions.words import alternatives, opening, pattern
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.tables import table

_SENTENCE_END = re.compile(r"[.!?:][\"”’)]*\s+(?=[A-Z“\"])|[.!?]\s*$")
_CONNECTS = re.compile(
    r"^[\s,;–—-]*(?:(?:and|or|but|then|later|also|that|to|the|a)\b[\s,]*)*$", re.I
)
_TERMINAL = re.compile(r"[.!?…]\s*$")
_LINE_CHARS = 220
#: Fragments of so few words need their verb close by, or they are scare quotes.
_SHORT, _NEAR = 4, 30


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with its speaker and the verb that introduces it."""

    quotation: Quotation
    speaker: Speaker
    verb: str
    #: The sentence or line in which the speaker was found.
    frame: Span


#: Whoever calls himself something gives a name, and says nothing.
_CALLS_ONESELF = re.compile(
    r"\b(?:call(?:s|ed|ing)?|styl(?:es|ed|ing)|nam(?:es|ed|ing)|dubb(?:ed|ing)|introduc(?:es|ed|ing)|billed)\s"
    r"(?:himself|herself|themselves|itself)\s(?:as\s)?(?:[\"“][^\"“”\n]{1,40}[\"”],?\s(?:and\s|or\s)?){0,3}$"
)


@cache
def _naming_only() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)"
        + alternatives(table("speech")["naming_only"])
        + r"(?:\s+(?:as|the|of|is|was))*[\s,:(]*$",
        re.IGNORECASE,
    )


@cache
def _source() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives(table("speech")["source_openers"]) + r"\s+", re.I)


@cache
def _source_tag() -> re.Pattern[str]:
    return re.compile(r"[\s,]*according to\s+|[\s,]*(?:volgens|selon|laut|según)\s+")


def direct_speech(
    prepared: Prepared, cast: Cast, quotations: tuple[Quotation, ...]
) -> tuple[Said, ...]:
    """The quotations that somebody says, in order; scare quotes, titles and names are left out."""
    found: list[Said] = []
    for i, quotation in enumerate(quotations):
        previous = quotations[i - 1] if i else None
        following = quotations[i + 1] if i + 1 < len(quotations) else None
        place = _Place(prepared, cast, quotation, previous, following, found[-1] if found else None)
        said = place.said()
        if said is not None:
            found.append(said)
    return tuple(found)


@dataclass(frozen=True)
class _Place:
    """A quotation among its neighbours."""

    prepared: Prepared
    cast: Cast
    quotation: Quotation
    previous: Quotation | None
    following: Quotation | None
    last: Said | None

    def said(self) -> Said | None:
        text = self.prepared.text
        lead = self.lead()
        if _naming_only().search(text, max(lead.start, lead.end - 40), lead.end):
            return None
        if _CALLS_ONESELF.search(text, max(0, lead.end - 130), lead.end):
            return None
        start = self.sentence_start(lead)
        return (
            self.from_source_after()
            or self.from_lead(Span(start, lead.end))
            or self.from_tail()
            or self.continued(lead, start)
            or self.from_lines()
        )

    @cached_property
    def paragraph(self) -> Span:
        text = self.prepared.text
        start = text.rfind("\n", 0, self.quotation.outer.start) + 1
        stop = text.find("\n", self.quotation.outer.end)
        return Span(start, len(text) if stop < 0 else stop)

    def lead(self) -> Span:
        """What stands before the quotation in its paragraph, from the previous one on."""
        start = self.paragraph.start
        if self.previous is not None:
            start = max(start, self.previous.outer.end)
        return Span(min(start, self.quotation.outer.start), self.quotation.outer.start)

    @cached_property
    def tail(self) -> Span:
        stop = self.paragraph.end
        if self.following is not None:
            stop = min(stop, max(self.following.outer.start, self.quotation.outer.end))
        return Span(self.quotation.outer.end, min(stop, self.quotation.outer.end + 400))

    def follows(self) -> bool:
        """Whether another quotation stands before this one in the paragraph."""
        return self.previous is not None and self.previous.outer.end > self.paragraph.start

    def sentence_start(self, lead: Span) -> int:
        """Where the last sentence of the lead begins; a colon at its end is no end."""
        text = self.prepared.text
        start = lead.start
        for sentence in _sentences_from(self.prepared, lead):
            start = sentence
        if self.follows() and start == lead.start and self._previous_ends():
            return start
        # Fragments in one sentence share its beginning.
        return min(start, len(text))

    def _previous_ends(self) -> bool:
        assert self.previous is not None
        return bool(_TERMINAL.search(self.previous.words.text_of(self.prepared.text)))

    def make(self, speaker: Speaker | None, verb: str, frame: Span) -> Said | None:
        if speaker is None:
            return None
        return Said(self.quotation, speaker, verb, frame)

    def from_lead(self, lead: Span) -> Said | None:
        """“X said: “…””, “Said X, “…””, “X called it “…””."""
        text = self.prepared.text
        verb = _last_verb(text, lead)
        source = _source().search(text, lead.start, lead.end)
        short = self.quotation.count(text) < _SHORT
        if source is not None and (verb is None or source.start() > verb.start()):
            if short:
                return None
            phrase = Span(source.end(), lead.end)
            return self.make(_source_speaker(self.prepared, self.cast, phrase), "", lead)
        if verb is None:
            verb = opening("strong").match(text, lead.start, lead.end)
        if verb is None:
            return None
        gap = lead.end - verb.end()
        if gap > 250 or (short and (gap > _NEAR or text[lead.end - 1] == "(")):
            return None
        between = text[lead.start : verb.start()].strip(" ,–—-;")
        if not between:
            if self.follows() and self.last is not None and text[verb.start()].islower():
                if verb.group().casefold().endswith("ing"):
                    return self.make(self.last.speaker, verb.group(), lead)
                return None
            speaker = speakers.after_verb(self.prepared, self.cast, verb.end(), lead.end)
            return self.make(speaker, verb.group(), lead)
        speaker = speakers.before_verb(self.prepared, self.cast, lead.start, verb.start())
        if speaker is None or verb.group().casefold().endswith("ing"):
            people = self.cast.within(Span(lead.start, verb.start()), "person")
            if people:
                speaker = Speaker(people[0].name, people[0].span, person=True)
            elif (speaker is None and self.last is not None and self.follows()) or (
                speaker is None and _CONNECTS.match(between) and self.last is not None
            ):
                speaker = self.last.speaker
        speaker = self.with_pronoun(speaker, lead)
        if short and speaker is not None and not speaker.person and not is_document(speaker.name):
            return None
        return self.make(speaker, verb.group(), lead)

    def with_pronoun(self, speaker: Speaker | None, lead: Span) -> Speaker | None:
        """ "He added:" after a quotation goes to its speaker, not to who was named in it."""
        if speaker is None or self.last is None:
            return speaker
        if lead.start <= speaker.span.start < lead.end:
            return self.last.speaker if self._bears_title(speaker) else speaker
        near = lead.start - self.last.quotation.outer.end < 300
        return self.last.speaker if near and self.last.speaker.person else speaker

    def _bears_title(self, speaker: Speaker) -> bool:
        """Whether "the Assistant Commissioner" is the last speaker, so titled a moment ago."""
        if speaker.person or self.last is None or not re.match(r"[Tt]he [A-Z]", speaker.name):
            return False
        title = speaker.name[4:].split()
        return all(w in self.last.frame.text_of(self.prepared.text) for w in title)

    def from_source_after(self) -> Said | None:
        """“…,” according to X."""
        text = self.prepared.text
        tail = self.tail
        source = _source_tag().match(text, tail.start, tail.end)
        if source is None:
            return None
        phrase = Span(source.end(), _clause_end(text, source.end(), tail.end))
        return self.make(_source_speaker(self.prepared, self.cast, phrase), "", tail)

    def from_tail(self) -> Said | None:
        """“…,” said X; “…,” X said."""
        text = self.prepared.text
        tail = self.tail
        start = tail.start
        while start < tail.end and text[start] in " ,\t\u00a0-–—":
            start += 1
        verb = pattern("strong").match(text, start, tail.end)
        if verb:
            stop = _tag_end(self.prepared, start, tail.end)
            speaker = speakers.after_verb(self.prepared, self.cast, verb.end(), stop)
            if speaker is not None and not verb.group().casefold().endswith("ing"):
                return self.make(speaker, verb.group(), Span(start, stop))
            return None
        if not self.expects_tag():
            return None
        stop = _tag_end(self.prepared, start, tail.end)
        verb = pattern("strong").search(text, start, min(stop, start + 160))
        if verb is None:
            return None
        speaker = speakers.before_verb(self.prepared, self.cast, start, verb.start())
        return self.make(
            self.with_pronoun(speaker, Span(start, stop)), verb.group(), Span(start, stop)
        )

    def expects_tag(self) -> bool:
        """Whether the quotation ends with a comma, or a mark after which a tag may stand."""
        text = self.prepared.text
        inside = text[self.quotation.words.end : self.quotation.outer.end]
        after = text[self.quotation.outer.end : self.quotation.outer.end + 2]
        ends = text[self.quotation.words.end - 1]
        return "," in inside or after.startswith(",") or (ends in "?!" and after[1:2].islower())

    def continued(self, lead: Span, start: int) -> Said | None:
        """“…,” said X. “…”; and fragments joined by "and"."""
        if self.last is None or not self.follows() or self.last.quotation is not self.previous:
            return None
        text = self.prepared.text
        rest = text[start : lead.end]
        long = self.quotation.count(text) >= _SHORT
        if _CONNECTS.match(rest) or (long and start == lead.start and not rest.strip(" ,.")):
            return self.make(self.last.speaker, self.last.verb, lead)
        tag = pattern("strong").match(text, start + (len(rest) - len(rest.lstrip(" ,"))), lead.end)
        if tag and start == lead.start:
            return self.make(self.last.speaker, self.last.verb, lead)
        if start == lead.start and not self._previous_ends() and long and len(rest) < 120:
            return self.make(self.last.speaker, self.last.verb, lead)
        return None

    def from_lines(self) -> Said | None:
        """A quotation that is a paragraph: its speaker on the next line or the one before."""
        text = self.prepared.text
        paragraph = self.paragraph
        if self.follows() or text[paragraph.start : self.quotation.outer.start].strip():
            return None
        if self.quotation.count(text) < _SHORT:
            return None
        alone = not text[self.quotation.outer.end : paragraph.end].strip(" .,;)")
        below = _line_after(text, paragraph.end)
        if alone and below is not None:
            speaker = self.named_line(below)
            if speaker is not None:
                return self.make(speaker, "", below)
        above = _line_before(text, paragraph.start)
        if above is not None:
            said = text[above.start : above.end].rstrip()
            if said.endswith(":"):
                return self.from_above(above)
            if alone and self.last is not None and self.last.quotation is self.previous:
                closed = self.last.quotation.outer.end
                if closed >= above.start and not text[closed : above.end].strip(" ."):
                    return self.make(self.last.speaker, self.last.verb, above)
        return None

    def named_line(self, line: Span) -> Speaker | None:
        """The person whom a short line under a quotation names: "X, Director of Y"."""
        text = self.prepared.text
        said = line.text_of(text).strip(" –—-~*")
        if len(said) > _LINE_CHARS or said.endswith(":") or said[:1] in '“"«‘':
            return None
        people = self.cast.within(line, "person")
        if not people or pattern("strong").search(said):
            return None
        if said.endswith(".") and not self._apposition(people[0].span, line):
            return None
        return Speaker(people[0].name, people[0].span, person=True)

    def _apposition(self, name: Span, line: Span) -> bool:
        """Whether the line is nothing but a name and what its bearer is: "X, head of Y."."""
        text = self.prepared.text
        opens = name.start - line.start < 40
        return opens and text[name.end : name.end + 1] == ","

    def from_above(self, above: Span) -> Said | None:
        """The line before ends with a colon: "X, Director of Y, said:"."""
        text = self.prepared.text
        start = above.start
        for sentence in _sentences_from(self.prepared, above):
            start = sentence
        verb = _last_verb(text, Span(start, above.end))
        if verb is not None:
            speaker = speakers.before_verb(self.prepared, self.cast, start, verb.start())
            return self.make(speaker, verb.group(), Span(start, above.end))
        people = self.cast.within(Span(start, above.end), "person")
        if len(people) == 1 and above.end - above.start < _LINE_CHARS:
            return self.make(Speaker(people[0].name, people[0].span, person=True), "", above)
        return None


def _source_speaker(prepared: Prepared, cast: Cast, phrase: Span) -> Speaker | None:
    """The speaker that follows "according to"."""
    text = prepared.text
    start, end = phrase
    while end > start and text[end - 1] in " ,:;.":
        end -= 1
    people = cast.within(Span(start, end), "person")
    if people and people[0].span.start - start < 60 and not _possessive(text, people[0].span.end):
        return Speaker(people[0].name, people[0].span, person=True)
    if end <= start:
        return None
    return speakers.named(prepared, cast, Span(start, end)) or Speaker(
        " ".join(text[start:end].split()), Span(start, end)
    )


def _last_verb(text: str, span: Span) -> re.Match[str] | None:
    """The last verb of speech within `span`."""
    found = deque(pattern("strong", "naming").finditer(text, span.start, span.end), maxlen=1)
    return found[0] if found else None


def _possessive(text: str, end: int) -> bool:
    return text[end : end + 1] in "’'" and end < len(text)


def _sentences_from(prepared: Prepared, span: Span) -> list[int]:
    """Where sentences begin within `span`."""
    found = []
    sentence = prepared.sentence_at(max(span.start, span.end - 1))
    while sentence is not None and sentence.start >= span.start:
        if sentence.start < span.end:
            found.append(sentence.start)
        index = sentence.index - 1
        sentence = prepared.sentences[index] if index >= 0 else None
    return sorted(found)


def _tag_end(prepared: Prepared, start: int, stop: int) -> int:
    """The end of the sentence that holds `start`."""
    sentence = prepared.sentence_at(start)
    return min(stop, sentence.end) if sentence is not None and sentence.end > start else stop


def _clause_end(text: str, start: int, stop: int) -> int:
    found = re.compile(r"[,;\n]|\.(?:\s|$)").search(text, start, stop)
    return found.start() if found else stop


def _line_after(text: str, end: int) -> Span | None:
    start = end
    while start < len(text) and text[start].isspace():
        start += 1
    if start >= len(text):
        return None
    stop = text.find("\n", start)
    return Span(start, len(text) if stop < 0 else stop)


def _line_before(text: str, start: int) -> Span | None:
    end = start
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end == 0:
        return None
    return Span(text.rfind("\n", 0, end) + 1, end)
