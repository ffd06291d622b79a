"""Who speaks: the subject of a verb of speech, as the cast or as the text names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.attributions.words import alternatives, words
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared

_PRONOUN = re.compile(r"^(?:he|she|they|who)$", re.IGNORECASE)
_WORD = re.compile(r"[^\s]+")
#: Subjects that say nothing of their own: readers addressed, clauses cut off at their head.
_NOBODY = re.compile(
    r"^(?:it|this|that|these|those|which|what|there|anyone|anybody|everyone|everybody|someone|nobody|whoever|you|we|i|people|individuals"
    r"|(?:for|of|in|on|at|by|with|out|from|to|into|about|under|over|during|among|through|against|despite|without|as)\s.*"
    r"|.*\b(?:merely|only|members of the (?:community|public)|the jury|jurors|anyone))$",
    re.IGNORECASE | re.DOTALL,
)
#: Words at which a noun phrase before a verb begins.
_BOUNDARIES = frozenset(
    [
        "that",
        "which",
        "and",
        "but",
        "while",
        "because",
        "although",
        "though",
        "since",
        "when",
        "where",
        "if",
        "whether",
        "whom",
        "how",
        "so",
        "as",
        "than",
        "to",
        "after",
        "before",
        "until",
        "meanwhile",
        "nor",
        "or",
    ]
)
_AFTER_STOP = re.compile(
    r"\s*(?:[;:.!?(\n“\"—–]|,|\bwho\b|\bwhich\b|\bin (?:a|an|his|her|their|the) |\bduring\b|\bon\s+(?:[A-Z]|\d)"
    r"|\btoday\b|\byesterday\b|\bthat\b|\bof (?:the )?[A-Z]|\bfor (?:the )?[A-Z]|\bat (?:the |a )?)"
)
MAX_PHRASE = 14


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's name and, where a person, that it is one; `span` is where it is named."""

    name: str
    span: Span
    person: bool = False


@cache
def _speaking() -> re.Pattern[str]:
    nouns = words("documents") | words("speakers")
    return re.compile(r"(?<![\w-])" + alternatives(nouns) + r"(?![\w-])", re.IGNORECASE)


def joined(prepared: Prepared, cast: Cast, span: Span) -> Speaker | None:
    """All people named in `span` as one speaker: "X and Y announced"."""
    people = cast.within(span, "person")
    names = tuple(dict.fromkeys(m.name for m in people))
    if not names:
        return None
    name = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return Speaker(name, Span(people[0].span.start, people[-1].span.end), person=True)


def before_verb(prepared: Prepared, cast: Cast, start: int, verb: int) -> Speaker | None:
    """The subject of the verb at `verb` in a clause that begins at or after `start`."""
    text = prepared.text
    end = _without_between(text, start, verb)
    # An apposition or a clause between commas: "X, the head of Y, said".
    if end > start and text[end - 1] == ",":
        people = cast.within(Span(start, end), "person")
        if people:
            near = [m for m in people if text.count(",", m.span.end, end) in (1, 2, 3)]
            chosen = (near or people)[0 if near else -1]
            return Speaker(chosen.name, chosen.span, person=True)
        cut = text.rfind(",", start, end - 1)
        if cut > start:
            end = cut
        else:
            end -= 1
    phrase = _phrase_before(text, start, end)
    if phrase is None:
        return None
    # "X, head of Y said": a title behind a name, its closing comma left out.
    if text[max(start, phrase.start - 2) : phrase.start] == ", ":
        for mention in cast.within(Span(max(start, phrase.start - 60), phrase.start - 2), "person"):
            if mention.span.end == phrase.start - 2:
                return Speaker(mention.name, mention.span, person=True)
    return named(prepared, cast, phrase)


def after_verb(prepared: Prepared, cast: Cast, start: int, stop: int) -> Speaker | None:
    """The subject that follows the verb: "said X, head of Y"."""
    text = prepared.text
    while start < stop and (text[start].isspace() or text[start] in ",:"):
        start += 1
    people = cast.within(Span(start, stop), "person")
    limit = _AFTER_STOP.search(text, start, stop)
    end = limit.start() if limit else min(stop, start + 90)
    if people and (people[0].span.start <= end + 90):
        return Speaker(people[0].name, people[0].span, person=True)
    if end <= start:
        return None
    return named(prepared, cast, Span(start, end))


def named(prepared: Prepared, cast: Cast, phrase: Span) -> Speaker | None:
    """The speaker whom the noun phrase names: from the cast, a pronoun resolved, or its words."""
    text = prepared.text
    people = cast.within(phrase, "person")
    said = phrase.text_of(text)
    if _PRONOUN.match(said):
        return resolve(cast, phrase)
    if _NOBODY.match(said):
        return None
    if people:
        last = people[-1]
        possessive = text[last.span.end : last.span.end + 2] in ("’s", "'s", "’ ", "' ")
        if not possessive:
            if len(people) > 1 and " and " in said:
                return joined(prepared, cast, phrase)
            return Speaker(last.name, last.span, person=True)
    others = cast.within(phrase, "agency", "group")
    if others and others[-1].span.end == phrase.end and not _speaking_head(said):
        name = others[-1].span.text_of(text)
        return Speaker(name, others[-1].span)
    if _speaking().search(said) or re.search(r"(?:^|\s)[A-Z]", said):
        return Speaker(" ".join(said.split()), phrase)
    return None


def is_document(name: str) -> bool:
    """Whether the last word of `name` is one for a document or a proceeding."""
    return name.split()[-1].casefold() in words("documents")


def _speaking_head(said: str) -> bool:
    """Whether the last word of the phrase is a document or a nameless speaker."""
    last = said.split()[-1].casefold()
    return last in words("documents") or last in words("speakers")


def resolve(cast: Cast, pronoun: Span) -> Speaker | None:
    """The person nearest before the pronoun."""
    for mention in cast.before(pronoun.start, "person"):
        if pronoun.start - mention.span.start > 1200:
            break
        return Speaker(mention.name, mention.span, person=True)
    return None


def _without_between(text: str, start: int, verb: int) -> int:
    """Where the subject ends before the verb: adverbs, auxiliaries and days are left out."""
    end = verb
    while True:
        while end > start and text[end - 1].isspace():
            end -= 1
        cut = end
        while cut > start and not text[cut - 1].isspace():
            cut -= 1
        word = text[cut:end].strip(",").casefold()
        if end == cut or (word not in words("between") and word != "who"):
            return end
        end = cut


def _phrase_before(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that ends at `end`, back to a boundary word or a mark."""
    pieces = list(_WORD.finditer(text, max(start, end - 220), end))
    first = len(pieces)
    for i in range(len(pieces) - 1, max(-1, len(pieces) - 1 - MAX_PHRASE), -1):
        word = pieces[i].group()
        if (
            i < len(pieces) - 1
            and word[-1] in ',;:—–”"'
            and not re.match(r"^(?:Jr|Sr|I+|IV)\.?,?$", pieces[i + 1].group())
        ):
            break
        plain = word.strip('.,;:“”"()').casefold()
        if plain in _BOUNDARIES and not (plain == "and" and _list_goes_on(pieces, i)):
            break
        if word in ("–", "—", "-", "--"):
            break
        first = i
    if first == len(pieces):
        return None
    lo, hi = pieces[first].start(), pieces[-1].end()
    while lo < hi and text[lo] in "“”\"'(,–—- ":
        lo += 1
    while hi > lo and text[hi - 1] in ",;: ":
        hi -= 1
    return Span(lo, hi) if hi > lo else None


def _list_goes_on(pieces: list[re.Match[str]], i: int) -> bool:
    """Whether "and" at `i` joins two parts of one subject: both sides look like names."""
    if i == 0 or i + 1 >= len(pieces):
        return False
    left, right = pieces[i - 1].group(), pieces[i + 1].group()
    return left[:1].isupper() and right[:1].isupper() and left[-1].isalnum()
