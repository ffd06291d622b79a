"""Indirect speech: "X said that …", "According to X, …", "…, announced X", "X described it as …"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span, trim
from casewatch.reading.attributions import speakers
from casewatch.reading.attributions.sources import source_at
from casewatch.reading.attributions.speakers import Speaker
from casewatch.reading.attributions.words import alternatives, words
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.tables import table
from casewatch.reading.text.sentences import Sentence

#: A date or an adverb between the verb and what is said.
_WHEN = (
    r"(?:\s+(?:today|yesterday|tonight|late\s+\w+|earlier|publicly|(?:this|last)\s+(?:week|month|year)"
    r"|(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?"
    r"|in\s+(?:a|an|his|her|their|its|the)\s+(?:[\w-]+\s+){0,4}(?:statement|agreement|court|release|report|memo|filing|letter|interview|plea|complaint|affidavit|announcement)"
    r"|in\s+court|under\s+oath|at\s+(?:the|a|his|her)\s+(?:[\w-]+\s+){0,2}(?:hearing|trial|sentencing|conference)))*+"
)
#: What follows a verb of speech whose subject stands before it.
_GOES_ON = re.compile(r"(?:\s+today)?,?\s+(?:that|by|in|the|a|an|he|she|they|it|how)\s")
#: Forms that follow their subject in reports, other than "announced X".
_NOT_BEFORE_SUBJECT = frozenset(
    ["show", "shows", "showed", "state", "say", "claim", "report", "allege", "believe"]
)
_DATELINE = re.compile(r"^[A-Z][\w.,’' /()-]{1,60}?\s*(?:[–—]|--?)\s+")
#: Within a source's clause: a person who speaks there is the speaker, the source carries it.
_ADMITS = re.compile(
    r"(?<![\w-])(admitted|claimed|said|stated|acknowledged|told (?:\w+ ){1,3}?|conceded|boasted|bragged)\s+that\s+"
)
_CLAUSE_CUT = re.compile(
    r";\s|,?\s+(?:and|but)\s+that\s|\s\(described\s|,\s+(?:adding|noting|saying)\s"
)
_LEAST_WORDS = 3
#: What is longer is a list or a table without a point, and no sentence.
_MAX_CHARS = 2500


_DENIES = re.compile(r"den(?:y|ies|ied)$")
#: A denial with what is denied; courts deny bail and motions, which is none.
_DENIAL = re.compile(
    r"(?<![\w-])(den(?:y|ies|ied|ying))\s(?!(?:(?:the|his|her|their|a|an|all)\s)?(?:\w+\s)?"
    r"(?:bail|bond|motions?|requests?|appeals?|entry|access|petitions?|parole|visas?|release|permission|applications?|service)\b)"
    r"(?=(?:all|any|the|these|those|his|her|their|every|both|each|having|being|ever|knowing|doing|that|it|wrongdoing|involvement|responsibility|"
    r"guilt|charges?|accusations?|allegations?|claims?|taking|[a-z]+ing)\b)"
)
_DENIED_TO = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w+\s)?$")


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody says in the report's words."""

    speaker: Speaker
    content: Span
    verb: str
    #: Where speaker and verb stand, for `via`.
    frame: Span


@cache
def _that_clause() -> re.Pattern[str]:
    verbs = alternatives(table("speech")["that_verbs"])
    object_ = r"(?:\s+(?:[A-Z][\w.’'-]*|the|a|an|him|her|them|his|reporters|investigators|agents|police|court|officers|FBI)(?:\s+[\w.’'-]+){0,3}?)?"
    return re.compile(rf"(?<![\w-])({verbs}){object_}{_WHEN},?\s+that\b[,]?\s*")


@cache
def _bare_clause() -> re.Pattern[str]:
    verbs = alternatives(table("speech")["bare_verbs"])
    opener = r"(?=(?:the|a|an|he|she|it|they|his|her|their|there|more|being|at|approximately|nearly|over|in|on|that|this|these|those|as|from|\d|[A-Z$€£])[\w$€£]*)"
    news = rf"(announce[sd]?){_WHEN}\s+(?!by\b|that\b|were\b|was\b|are\b|is\b|jointly\b|and\b|at\b|during\b|with\b|as\b)(?=[a-z])"
    return re.compile(rf"(?<![\w-])(?:({verbs}){_WHEN}\s*[,:]?\s+{opener}|{news})")


@cache
def _trailing() -> re.Pattern[str]:
    verbs = alternatives(table("speech")["trailing"])
    return re.compile(rf"(?<![\w-])({verbs})(?![\w-])")


@cache
def _impersonal() -> re.Pattern[str]:
    return re.compile(
        r"^(?:however,\s+|still,\s+|but\s+)?(?:"
        + "|".join(table("speech")["impersonal"])
        + r")\s+",
        re.IGNORECASE,
    )


_AS = re.compile(
    r"(?<![\w-])(view|views|viewed|see|sees|saw|describe|describes|described|regard|regards|regarded"
    r"|characterize[sd]?|characterise[sd]?|label|labels|labell?ed|identify|identifies|identified)\s+(?!by\b|as\b)(?=[^.;“\"]{3,80}?\sas\s)"
)
_BY_AS = re.compile(
    r"(?<![\w-])(?:described|characteri[sz]ed|hailed|seen|viewed|regarded|billed)\s+by\s+"
)
#: What a sentence in lower case holds, one or the other, if it can report speech.
_STEMS = (
    "said", "alleg", "according", "announc", "says", "claim", "admit", "believe", "view", "describ", "estimat",
    "warn", "acknowledg", "deny", "denie", "fear", "confirm", "report", "show", "predict", "regard",
)  # fmt: skip
_MARKS = re.compile(r"\bas (?:set|detail|outlin|describ|report|charg|stat)|that\b|\bsees?\b")


def _may_report(low: str) -> bool:
    return any(stem in low for stem in _STEMS) or _MARKS.search(low) is not None


def indirect_speech(
    prepared: Prepared, cast: Cast, quoted: tuple[Span, ...]
) -> tuple[Reported, ...]:
    """What is said in the report's own words, at most twice a sentence, outside quotations."""
    found: list[Reported] = []
    starts = [q.start for q in quoted]
    for sentence in prepared.sentences:
        words_ = prepared.words(sentence)
        if not 25 <= len(words_) <= _MAX_CHARS or not _may_report(words_.lower()):
            continue
        first = max(0, bisect_right(starts, sentence.start) - 1)
        near = quoted[first : bisect_left(starts, sentence.end)]
        if any(q.start <= sentence.start and sentence.end <= q.end + 1 for q in near):
            continue
        place = _Sentence(prepared, cast, sentence, near)
        found.extend(place.reported())
    return tuple(found)


@dataclass(frozen=True)
class _Sentence:
    prepared: Prepared
    cast: Cast
    sentence: Sentence
    quoted: tuple[Span, ...]

    def reported(self) -> Iterator[Reported]:
        first = self.from_source() or self.trailing()
        if first is not None:
            yield first
            return
        for find in (
            self.impersonal,
            self.that_clause,
            self.bare,
            self.denial,
            self.by_as,
            self.as_clause,
        ):
            one = find()
            if one is not None:
                yield one
                return

    def free(self, at: int) -> bool:
        """Whether a verb at `at` stands outside every quotation and is not the tag of one."""
        for quoted in self.quoted:
            if quoted.start > at:
                break
            tag = at < quoted.end + 4 and "\n" not in self.prepared.text[quoted.end : at]
            if at < quoted.end or tag:
                return False
        return True

    def make(
        self,
        speaker: Speaker | None,
        content: Span,
        verb: str,
        frame: Span,
        least: int = _LEAST_WORDS,
    ) -> Reported | None:
        text = self.prepared.text
        if speaker is None:
            return None
        cut = _CLAUSE_CUT.search(text, content.start + 20, content.end)
        content = trim(
            text, Span(content.start, cut.start() if cut else content.end), " \t\r\n,;:."
        )
        said = content.text_of(text)
        if len(said.split()) < least or any(q.start <= content.start < q.end for q in self.quoted):
            return None
        if any(q.start <= content.start + 3 and content.end <= q.end + 3 for q in self.quoted):
            return None
        return Reported(speaker, content, verb, frame)

    def from_source(self) -> Reported | None:
        """ "According to X, …"; "As alleged in X: …"; "…, according to X"."""
        source = source_at(self.prepared, self.cast, self.sentence)
        if source is None or not self.free(source.frame.start):
            return None
        inner = _ADMITS.search(self.prepared.text, source.content.start, source.content.end)
        if inner is not None:
            lead = Span(source.content.start, inner.start())
            people = self.cast.within(lead, "person")
            if people and "“" not in lead.text_of(self.prepared.text):
                speaker = speakers.joined(self.prepared, self.cast, lead)
                frame = Span(source.frame.start, inner.end())
                return self.make(
                    speaker, Span(inner.end(), source.content.end), inner.group(1), frame
                )
        return self.make(source.speaker, source.content, "", source.frame)

    def trailing(self) -> Reported | None:
        """ "…, announced X and Y."; "…, X announced today."; "…, officials said."."""
        text = self.prepared.text
        start, end = self.sentence.span
        start = self.after_dateline()
        for verb in _trailing().finditer(text, start + 25, end):
            at = verb.start()
            before = text[max(start, at - 2) : at]
            if not self.free(at):
                continue
            if _GOES_ON.match(text, verb.end()):
                continue
            if verb.group().startswith("announc"):
                after = self.cast.within(Span(verb.end(), min(end, verb.end() + 160)), "person")
                if (
                    after
                    and (before.startswith(",") or after[0].span.start - verb.end() < 70)
                    and not self._subject(start, at)
                ):
                    speaker = speakers.joined(self.prepared, self.cast, Span(verb.end(), end))
                    return self.make(speaker, Span(start, at), verb.group(), Span(at, end))
            if before == ", " and verb.group() not in _NOT_BEFORE_SUBJECT:
                speaker = speakers.after_verb(self.prepared, self.cast, verb.end(), end)
                if speaker is not None and speaker.person:
                    return self.make(speaker, Span(start, at), verb.group(), Span(at, end))
            rest = text[verb.end() : end].strip(' .”"')
            if len(rest) > 60:
                continue
            comma = text.rfind(", ", start, at)
            short = 15 if _DENIAL.search(text, start, max(start, comma)) else 30
            if comma < 0 or at - comma > 110 or comma - start < short:
                continue
            speaker = speakers.before_verb(self.prepared, self.cast, comma + 1, at)
            if speaker is not None and self.may_trail(speaker, Span(comma, at)):
                return self.make(speaker, Span(start, comma), verb.group(), Span(comma, end))
        return None

    def may_trail(self, speaker: Speaker, clause: Span) -> bool:
        """Whether a clause behind a comma is one of speech, not a part of the sentence."""
        if len(clause.text_of(self.prepared.text).split()) > 14:
            return False
        if speaker.person or self.cast.within(clause, "agency"):
            return True
        return speaker.name.split()[-1].casefold() in words("documents") | words("speakers")

    def _subject(self, start: int, at: int) -> bool:
        """Whether a short subject stands right before the verb: "X announced Y"."""
        return at - start < 60

    def after_dateline(self) -> int:
        line = _DATELINE.match(self.prepared.words(self.sentence))
        return self.sentence.start + (line.end() if line else 0)

    def impersonal(self) -> Reported | None:
        """ "There are concerns that …", whose holders the sentence before names."""
        words_ = self.prepared.words(self.sentence)
        match = _impersonal().match(words_)
        if match is None:
            return None
        start = self.sentence.start + match.end()
        return self.make(
            self.group_before(), Span(start, self.sentence.end), "fear", self.sentence.span
        )

    def group_before(self) -> Speaker | None:
        """Nameless speakers who are the subject of the sentence before."""
        index = self.sentence.index - 1
        if index < 0:
            return None
        before = self.prepared.sentences[index]
        match = _SUBJECT.match(self.prepared.words(before))
        if match is None or match.group(1).split()[-1].casefold() not in words("speakers"):
            return None
        span = Span(before.start + match.start(1), before.start + match.end(1))
        return Speaker(match.group(1), span)

    def that_clause(self) -> Reported | None:
        text = self.prepared.text
        start, end = self.sentence.span
        if text.find("that", start, end) < 0:
            return None
        for match in _that_clause().finditer(text, start, end):
            if not self.free(match.start()):
                continue
            speaker = speakers.before_verb(self.prepared, self.cast, start, match.start())
            begin = match.start() if _DENIES.match(match.group(1)) else match.end()
            one = self.make(speaker, Span(begin, end), match.group(1), Span(start, match.end()))
            if one is not None:
                return one
        return None

    def denial(self) -> Reported | None:
        """ "X denies the charges"; the verb is part of what is said, or it would read as its contrary."""
        text = self.prepared.text
        start, end = self.sentence.span
        if text.find("den", start, end) < 0:
            return None
        for match in _DENIAL.finditer(text, start, end):
            if not self.free(match.start()) or _DENIED_TO.search(text, start, match.start()):
                continue
            speaker = speakers.before_verb(self.prepared, self.cast, start, match.start())
            one = self.make(
                speaker, Span(match.start(), end), match.group(1), Span(start, match.end()), 2
            )
            if one is not None:
                return one
        return None

    def bare(self) -> Reported | None:
        text = self.prepared.text
        start, end = self.sentence.span
        for match in _bare_clause().finditer(text, start, end):
            if not self.free(match.start()):
                continue
            speaker = speakers.before_verb(self.prepared, self.cast, start, match.start())
            verb = match.group(1) or match.group(2)
            if _DENIES.match(verb):
                continue  # `denial` takes the verb with it
            one = self.make(
                speaker,
                Span(match.end(), end),
                verb,
                Span(start, match.end()),
            )
            if one is not None and len(one.content.text_of(text).split()) >= 6:
                return one
        return None

    def as_clause(self) -> Reported | None:
        """ "X views the deal as an opening"; the deal is part of what is said."""
        text = self.prepared.text
        start, end = self.sentence.span
        if " as" not in self.prepared.words(self.sentence):
            return None
        for match in _AS.finditer(text, start, end):
            if self.free(match.start()):
                speaker = speakers.before_verb(self.prepared, self.cast, start, match.start())
                if speaker is not None:
                    frame = Span(start, match.end())
                    return self.make(speaker, Span(match.end(), end), match.group(1), frame)
        return None

    def by_as(self) -> Reported | None:
        """ "described by experts as the largest since …"."""
        text = self.prepared.text
        start, end = self.sentence.span
        if " as " not in self.prepared.words(self.sentence):
            return None
        for match in _BY_AS.finditer(text, start, end):
            as_ = text.find(" as ", match.end(), min(end, match.end() + 80))
            if as_ < 0 or not self.free(match.start()):
                continue
            phrase = Span(match.end(), as_)
            speaker = speakers.named(self.prepared, self.cast, phrase)
            stop = re.compile(r"[,;]").search(text, as_ + 4, end)
            return self.make(
                speaker,
                Span(as_ + 4, stop.start() if stop else end),
                "describe",
                Span(match.start(), as_),
            )
        return None


_SUBJECT = re.compile(
    r"((?:[\w-]+\s+){0,4}?[\w-]+)\s+(?:are|have|is|has|were|was|do|say|see|remain)\b"
)
