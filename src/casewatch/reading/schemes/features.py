"""What speaks for and against a kind of scheme being one of the case's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casewatch.model.spans import Span
from casewatch.model.vocabulary import SchemeKind
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.phrases import Hit, phrase_hits
from casewatch.reading.text.sentences import Sentence

#: Sentences about a programme, advice to readers, contacts: no part of the case.
_BOILERPLATE = re.compile(
    r"(?i)computer crime and intellectual property section|\bccips\b|has secured the convictions?|if you (?:believe|think|suspect|are)|to (?:learn|find out) more"
    r"|more information|protect (?:yourself|themselves|your)|should (?:be wary|never|always|not)|report (?:it|them|any|suspicious)|task force (?:was|is) |trial attorneys?|is prosecuting"
    r"|contact the|related (?:content|news|topics)|topics?:|be aware|tips (?:to|for)|\bic3\.gov|assistant u\.?s\.? attorneys?|component\(?s\)?|press release number"
)
#: A sentence that says what somebody is charged with, admitted or did time for.
_CHARGE = re.compile(
    r"(?i)\b(?:charg\w+|plead\w*|pled|convict\w+|sentenc\w+|indict\w+|guilty|conspir\w+|arrest\w+|accus\w+|counts? of|admit\w+)\b"
)
_SCHEME = re.compile(
    r"(?i)\b(?:schemes?|role|operat\w+|leader|organi[sz]\w+|enterprise|ring|group|gang|participat\w+|conspir\w+)\b"
)
_QUOTES = '“"‘'
#: The beginning of a report, in characters: title lines, dateline and first paragraph.
LEAD_CHARS = 1200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind of scheme with every place in the report that tells of it."""

    kind: SchemeKind
    hits: tuple[Hit, ...]
    sentences: tuple[Sentence, ...]


#: What a quotation may begin with.
_MARKS = ("“", '"')


def candidates(prepared: Prepared, cast: Cast) -> tuple[Candidate, ...]:
    """The kinds told of in the report, in the order of their first place."""
    by_kind: dict[SchemeKind, list[tuple[Hit, Sentence]]] = {}
    kept: dict[int, bool] = {}
    for hit in phrase_hits(prepared.text):
        sentence = prepared.sentence_at(hit.span.start)
        if sentence is None:
            continue
        if sentence.index not in kept:
            kept[sentence.index] = _BOILERPLATE.search(prepared.words(sentence)) is None
        if kept[sentence.index] and not _in_agency(cast, hit.span):
            by_kind.setdefault(hit.kind, []).append((hit, sentence))
    return tuple(
        Candidate(kind, tuple(h for h, _ in found), tuple(dict.fromkeys(s for _, s in found)))
        for kind, found in by_kind.items()
    )


def _in_agency(cast: Cast, span: Span) -> bool:
    around = Span(max(0, span.start - 80), span.end + 80)
    return any(m.span.overlaps(span) for m in cast.within(around, "agency"))


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"


def features(
    prepared: Prepared,
    cast: Cast,
    candidate: Candidate,
    every: tuple[Candidate, ...],
    subjects: int,
) -> list[str]:
    """The names of the features that hold for `candidate` among `every` candidate."""
    text = prepared.text
    counts = {c.kind: len(c.sentences) for c in every}
    own = counts[candidate.kind]
    rank = sum(n > own for n in counts.values())
    first = candidate.hits[0].span.start
    words = [prepared.words(s) for s in candidate.sentences]
    general = [
        f"n={_bucket(own)}",
        f"rank={min(rank, 5)}",
        f"kinds={min(len(every), 8)}",
        f"share={round(5 * own / max(1, sum(counts.values())))}",
        f"place={min(9, 10 * first // max(1, len(text)))}",
        f"lead={sum(s.start < LEAD_CHARS for s in candidate.sentences) >= 1}",
        f"lead2={sum(s.start < LEAD_CHARS for s in candidate.sentences) >= 2}",
        f"charge={min(3, sum(_CHARGE.search(w) is not None for w in words))}",
        f"scheme={min(3, sum(_SCHEME.search(w) is not None for w in words))}",
        f"person={min(3, sum(bool(cast.within(s.span, 'person')) for s in candidate.sentences))}",
        f"group={min(2, sum(bool(cast.within(s.span, 'group')) for s in candidate.sentences))}",
        f"quoted={all(w.startswith(_MARKS) for w in words)}",
        f"subjects={min(subjects, 3)}",
    ]
    kind = candidate.kind
    found = [f"kind={kind}", *general]
    found += [f"{kind}|{g}" for g in general if g.split("=")[0] in _OWN]
    found += _neighbours(kind, counts)
    if kind == "other":
        found += _topics(candidate.hits)
    else:
        found += _phrases(prepared, candidate)
    return found


_OWN = frozenset({"n", "rank", "lead", "charge", "person", "subjects"})


def _neighbours(kind: SchemeKind, counts: dict[SchemeKind, int]) -> Iterator[str]:
    for other, n in sorted(counts.items()):
        if other != kind and n >= 2:
            yield f"{kind}&{other}"


def _topics(hits: Iterable[Hit]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for hit in hits:
        seen[hit.topic] = seen.get(hit.topic, 0) + 1
    for topic, n in sorted(seen.items()):
        yield f"topic={topic}"
        if n >= 3:
            yield f"topic3={topic}"
        if any(h.topic == topic and h.span.start < LEAD_CHARS for h in hits):
            yield f"topic-lead={topic}"


def _phrases(prepared: Prepared, candidate: Candidate) -> list[str]:
    """The first and last word of each phrase, which grade how plainly it tells of the kind."""
    found = set()
    for hit in candidate.hits:
        words = re.findall(r"[a-z]+", hit.span.text_of(prepared.text).lower())
        if words:
            found.add(f"{candidate.kind}:{words[0][:6]}..{words[-1][:6]}")
            found.add(f"{candidate.kind}:..{words[-1][:6]}")
    return sorted(found)
