"""What speaks for and against a kind of scheme being one of the case's own.

The features are few and of the same sort for every kind: how plainly, how often and where a
report tells of the kind, and whether it does more than name a charge. None is a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casewatch.model.spans import Span
from casewatch.model.vocabulary import SchemeKind
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.phrases import Hit, phrase_hits
from casewatch.reading.text.sentences import Sentence
from casewatch.reading.triggers import is_spoken, quotations

#: Sentences about a programme, advice to readers, contacts: no part of the case.
_BOILERPLATE = re.compile(
    r"computer crime and intellectual property section|\bccips\b|has secured the convictions?|if you (?:believe|think|suspect|are)|to (?:learn|find out) more"
    r"|more information|protect (?:yourself|themselves|your)|should (?:be wary|never|always|not)|report (?:it|them|any|suspicious)|task force (?:was|is) |trial attorneys?|is prosecuting"
    r"|\bocdetf\b|organized crime drug enforcement|project safe (?:childhood|neighborhoods)|nationwide initiative"
    r"|(?:identif(?:y|ies)|target)s?, disrupts?,? and dismantles?"
    r"|contact the|related (?:content|news|topics)|topics?:|be aware|tips (?:to|for)|\bic3\.gov|assistant u\.?s\.? attorneys?|component\(?s\)?|press release number"
)
#: Words right before a phrase that make it the name of a charge, not a telling of the deed.
_CHARGE = re.compile(
    r"(?:conspir\w+ to(?: commit)?|counts? of|charge\w* (?:of|with|for)|aggravated|guilty (?:to|of)|convicted (?:of|for)"
    r"|commit|violations? of|offen[cs]es? (?:of|including)|sentenced (?:\w+ ){0,8}for|indict\w+ (?:on|for)|fraud(?:,| and)|act(?:,| and))"
    r"[\w ,()-]{0,25}$"
)
#: A crime named as one of several that others commit, or that a thing may be used for.
_PASSING = re.compile(
    r"(?:such as|including|like|ranging from|range of|types? of|forms? of|variety of|among|as well as|everything from|and other|facilitat\w+|related to)"
    r"[\w ,’'()/-]{0,60}$"
)
_SCHEME = re.compile(
    r"\b(?:schemes?|role|operat\w+|leader|organi[sz]\w+|enterprise|ring|group|gang|participat\w+)\b"
)
#: The beginning of a report, in characters: title lines, dateline and first paragraph.
LEAD_CHARS = 1200
_SEVERAL = 255
#: So many characters before a phrase say how it is meant.
_BEFORE = 90


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind of scheme with every place in the report that tells of it.

    What the vocabulary calls `other` is one candidate for each topic.
    """

    kind: SchemeKind
    topic: str
    hits: tuple[Hit, ...]
    sentences: tuple[Sentence, ...]

    @property
    def label(self) -> str:
        """The kind, or the topic of an `other`."""
        return f"other {self.topic}" if self.kind == "other" else self.kind


def candidates(prepared: Prepared, cast: Cast) -> tuple[Candidate, ...]:
    """The kinds told of in the report, in the order of their first place."""
    found: dict[tuple[SchemeKind, str], list[tuple[Hit, Sentence]]] = {}
    kept: dict[int, bool] = {}
    for hit in phrase_hits(prepared.text):
        sentence = prepared.sentence_at(hit.span.start)
        if sentence is None:
            continue
        if sentence.index not in kept:
            kept[sentence.index] = _BOILERPLATE.search(prepared.words(sentence).lower()) is None
        if not kept[sentence.index] or _in_agency(cast, hit.span):
            continue
        if not _in_office(prepared.text, hit.span):
            topic = hit.topic if hit.kind == "other" else ""
            found.setdefault((hit.kind, topic), []).append((hit, sentence))
    return tuple(
        Candidate(kind, topic, tuple(h for h, _ in rows), tuple(dict.fromkeys(s for _, s in rows)))
        for (kind, topic), rows in found.items()
        if any(h.grade != "hint" for h, _ in rows)
    )


#: The rest of a run of capitalised words that names an office, a law or a programme.
_OFFICE = re.compile(
    r" ?(?:(?:[A-Z][\w’'-]*|and|of|the|on|for|&),? ){0,6}"
    r"(?:Section|Unit|Division|Team|Task Force|Bureau|Branch|Office|Cent(?:er|re)|Program(?:me)?|Act|Convention|Strategy"
    r"|Initiative|Group|Squad|Network|Protocol|Directive|Department|Authority|Agency|Directorate)\b"
)
#: So many characters on either side show whether a line is a heading.
_BESIDE = 200


def _in_office(text: str, span: Span) -> bool:
    """Whether the words are part of a name ("the Fraud and Money Laundering Section")."""
    if not _is_capitalised(text[span.start : span.end]) or not _OFFICE.match(text, span.end):
        return False
    # In a heading all words are capitalised, and make no names.
    before = text[max(0, span.start - _BESIDE) : span.start].rpartition("\n")[2]
    return not _is_capitalised(before + text[span.start : span.end + _BESIDE].partition("\n")[0])


def _is_capitalised(words: str) -> bool:
    """Whether all but a few of the words that are no particles begin with a capital."""
    long = [w for w in words.split() if len(w) > 3 and w[0].isalpha()]
    return sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def _in_agency(cast: Cast, span: Span) -> bool:
    around = Span(max(0, span.start - 80), span.end + 80)
    return any(m.span.overlaps(span) for m in cast.within(around, "agency"))


def _bucket(n: int) -> str:
    return str(n) if n < 3 else "3-5" if n < 6 else "6+"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the candidates of one report share."""

    prepared: Prepared
    cast: Cast
    every: tuple[Candidate, ...]
    subjects: int
    titled: frozenset[str]
    quotes: tuple[Span, ...]
    owners: bytes


def setting(prepared: Prepared, cast: Cast, every: tuple[Candidate, ...], subjects: int) -> Setting:
    """The setting of the candidates `every`; `subjects` is the number of the accused."""
    title = prepared.report.title or ""
    titled = frozenset(
        h.kind if h.kind != "other" else f"other {h.topic}" for h in phrase_hits(title)
    )
    text = prepared.text
    return Setting(prepared, cast, every, subjects, titled, quotations(text), _owners(text, every))


def features(at: Setting, candidate: Candidate) -> list[str]:
    """The names of the features that hold for `candidate`."""
    text = at.prepared.text
    told = [h for h in candidate.hits if not _is_aside(at, h)]
    strong = [h for h in told if h.grade != "hint"]
    weights = {c.label: _weight(c) for c in at.every}
    own = weights[candidate.label]
    rank = sum(w > own for w in weights.values())
    first = (strong or candidate.hits)[0].span.start
    plain = sum(h.grade == "plain" for h in told)
    deeds = sum(h.grade == "told" for h in told)
    cast = at.cast
    people = sum(bool(cast.within(s.span, "person")) for s in candidate.sentences)
    schemes = sum(
        _SCHEME.search(at.prepared.words(s).lower()) is not None for s in candidate.sentences
    )
    general = [
        f"plain={_bucket(plain)}",
        f"told={_bucket(deeds)}",
        f"n={_bucket(len(candidate.sentences))}",
        f"rank={min(rank, 5)}",
        f"share={round(5 * own / max(1, sum(weights.values())))}",
        f"place={min(4, 5 * first // max(1, len(text)))}",
        f"lead={any(h.span.start < LEAD_CHARS for h in strong)}",
        f"title={candidate.label in at.titled}",
        f"aside={not strong}",
        f"scheme={min(2, schemes)}",
        f"person={min(2, people)}",
        f"covered={_covered(at, candidate)}",
    ]
    label = candidate.label
    found = [f"kind={candidate.kind}", f"label={label}", *general]
    found += [f"{candidate.kind}|{g}" for g in general if g.split("=")[0] in _OWN]
    found += _neighbours(candidate, at.every)
    if at.subjects == 0:
        found += [f"nobody|{g}" for g in general if g.split("=")[0] in _NOBODY]
    return found


_OWN = frozenset({"told"})
_NOBODY = frozenset({"title", "lead", "aside", "rank", "told"})


def _is_aside(at: Setting, hit: Hit) -> bool:
    """Whether the phrase is the name of a charge, said by an official, or named in passing."""
    before = at.prepared.text[max(0, hit.span.start - _BEFORE) : hit.span.start]
    before = re.split(r"\n|[.;:] ", before)[-1].lower()
    if _CHARGE.search(before) is not None and hit.grade != "told":
        return True
    return _PASSING.search(before) is not None or is_spoken(hit.span, at.quotes)


def _weight(candidate: Candidate) -> int:
    return sum(1 if h.grade == "hint" else 2 for h in candidate.hits)


def _owners(text: str, every: Sequence[Candidate]) -> bytes:
    """For each character by which candidate it is claimed: 0 none, 255 several, else its place."""
    owners = bytearray(len(text))
    for number, candidate in enumerate(every, 1):
        for hit in candidate.hits:
            if hit.grade == "hint":
                continue
            for i in range(hit.span.start, min(hit.span.end, len(owners))):
                owners[i] = number if owners[i] in (0, number) else _SEVERAL
    return bytes(owners)


def _covered(at: Setting, candidate: Candidate) -> int:
    """How much of what tells of it also tells of another kind, in thirds."""
    own = bytes((0, at.every.index(candidate) + 1))
    shared = sum(
        bool(at.owners[h.span.start : h.span.end].translate(None, own)) for h in candidate.hits
    )
    return round(3 * shared / len(candidate.hits))


def _neighbours(candidate: Candidate, every: Iterable[Candidate]) -> Iterator[str]:
    for other in every:
        if other.label != candidate.label and len(other.sentences) >= 2:
            yield f"{candidate.kind}&{other.kind}"
