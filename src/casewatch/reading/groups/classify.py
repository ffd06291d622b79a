"""From candidates to names with all that is seen of their mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from casewatch.model.reading import Agency, Person
from casewatch.model.spans import Span
from casewatch.reading.agencies.known import known_names
from casewatch.reading.groups.candidates import (
    Candidate,
    candidates,
)
from casewatch.reading.groups.features import (
    count_features,
    inside,
    is_noun,
    known_kinds,
    mention_features,
    sentence_features,
    shape,
)
from casewatch.reading.groups.tokens import Words, edges
from casewatch.reading.places import find_places
from casewatch.reading.prepared import Prepared
from casewatch.reading.tables import table

_JOINS = frozenset(["of", "the", "and", "for"])
#: The feature of a name that stands in longer ones only.
INSIDE = "inside a longer name"
_APART = re.compile(r"[;,]? ?(?:and |or |& )?(?:the )?[“\"]?")
_NOT_WORD = re.compile(r"[^\w]+")
_OWNS = re.compile(r"[’']s")
_CITY = re.compile(r"(?:City|Town|County|Village|Port) of ")
#: So many mentions of a name are looked at; what says what it is stands early.
MOST = 10
#: Adjectives in the form of names: "Ruritanian-speaking", "AI-driven".
_ADJECTIVE = re.compile(
    r".{1,30}-(?:speaking|based|driven|sponsored|backed|related|born|language|style|for-hire|wide|"
    r"as-a-service|level|themed|linked|aligned|enabled|owned|run|led|controlled|focused|era)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate name with its mentions and all that is seen of them."""

    text: str
    spans: tuple[Span, ...]
    features: tuple[str, ...]


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """The name without case, marks and a leading article."""
    return _NOT_WORD.sub(" ", name.casefold()).strip().removeprefix("the ")


def names(prepared: Prepared, people: Sequence[Person], agencies: Sequence[Agency]) -> list[Name]:
    """The candidate names of a report, in order of first mention."""
    text = prepared.text
    words = Words(text)
    agency_spans = [
        s for a in agencies for s in (*a.spans, *(x for n in a.aliases for x in n.spans))
    ]
    # Divisions are no agencies where their parent is named; they are no groups either, and what
    # does not act in the text (a tax office that was defrauded) may still be a victim.
    taken = [*agency_spans, *(k.span for k in known_names(text))]
    found = candidates(text, words, taken)
    keys = {t: folded(t) for t in {c.text for c in found}}
    blocked = _Blocked(text, words, taken, people)
    by_name: dict[str, list[Candidate]] = {}
    for c in found:
        key = keys[c.text]
        if len(key) > 1 and not blocked(c, key):
            by_name.setdefault(key, []).append(c)
    _drop_parts(text, by_name)
    lists = _lists(text, by_name)
    speaks: dict[int, list[str]] = {}
    seen = (
        _name(prepared, words, mentions, lists.get(key, ()), speaks)
        for key, mentions in by_name.items()
    )
    # An agency of which nothing else is told only acts.
    return [name for name in seen if name.features != ("agency",)]


def _drop_parts(text: str, by_name: dict[str, list[Candidate]]) -> None:
    """Take out "X's Y" where X has a name's life of its own, and a city that a state follows."""
    for key, found in list(by_name.items()):
        owner, owned, _ = found[0].text.replace("’", "'").partition("'s ")
        alone = [c for c in by_name.get(folded(owner), ()) if not _OWNS.match(text, c.span.end)]
        if owned and len(alone) > len(found):
            del by_name[key]
        city, comma, _ = found[0].text.partition(", ")
        if comma and _CITY.match(city):
            starts = {c.span.start for c in found}
            short = by_name.get(folded(city), ())
            if all(c.span.start in starts for c in short):
                by_name.pop(folded(city), None)


def _name(
    prepared: Prepared,
    words: Words,
    mentions: Sequence[Candidate],
    listed: Iterable[str],
    speaks: dict[int, list[str]],
) -> Name:
    """One name; `speaks` keeps what sentences speak of, by index."""
    text = prepared.text
    features: dict[str, None] = {}
    agency = all(c.how == "agency" for c in mentions)
    for c in mentions[:MOST]:
        features.update(dict.fromkeys(mention_features(text, words, c)))
        sentence = prepared.sentence_at(c.span.start)
        if sentence is not None and not agency:
            if sentence.index not in speaks:
                speaks[sentence.index] = sentence_features(prepared.words(sentence))
            features.update(dict.fromkeys(speaks[sentence.index]))
    texts = [c.text for c in mentions]
    best = max(dict.fromkeys(texts), key=lambda t: (texts.count(t), -texts.index(t)))
    if not agency:
        more = shape(best)
        more += sorted({f"known={k}" for t in set(texts) for k in known_kinds(t)})
        more += listed
        if all(inside(text, words, c) for c in mentions):
            more.append(INSIDE)
        first = min(c.span.start for c in mentions) / max(1, len(text))
        features.update(dict.fromkeys(more + count_features(len(mentions), first)))
    return Name(best, tuple(dict.fromkeys(c.span for c in mentions)), tuple(features))


@cache
def _edges() -> tuple[frozenset[str], ...]:
    edges = table("groups_words")["edges"]
    rows = ("first_never", "last_never", "generic", "unnamed", "outlets")
    return tuple(frozenset(edges[row]) for row in rows)


@lru_cache(maxsize=20_000)
def _is_generic(name: str) -> bool:
    """Whether it is a stretch of law and office, or "Company B" and the like."""
    first_never, last_never, _, unnamed, _ = _edges()
    words = name.split()
    if words[0] in first_never or words[-1] in last_never:
        return True
    letter = re.fullmatch(r"(.+?)[ -](?:[A-Z]|\d{1,3})(?:[’']s)?", name)
    return letter is not None and letter.group(1) in unnamed


class _Blocked:
    """What is already somebody or somewhere else, or a plain word that opens a sentence."""

    def __init__(
        self, text: str, words: Words, taken: Iterable[Span], people: Sequence[Person]
    ) -> None:
        self._taken = bytearray(len(text))
        for span in taken:
            self._taken[span.start : span.end] = b"\1" * (span.end - span.start)
        self._people = {folded(p.name) for p in people}
        # A market may go by the name that its owner used too.
        self._people |= {
            folded(a.value) for p in people for a in p.aliases if not known_kinds(a.value)
        }
        self._words = {w for p in people for w in folded(p.name).split()}
        self._places = {p.span for p in find_places(text)}
        self._used = Counter(words.texts)

    def __call__(self, c: Candidate, key: str) -> bool:
        if c.how == "agency":
            return False
        if c.span in self._places or self._taken.find(1, c.span.start, c.span.end) >= 0:
            return True
        if key in self._people or all(w in self._words for w in key.split()):
            return True
        if "@" in c.text or self._is_plain(c):
            return True
        if c.text in _edges()[4] and known_kinds(c.text) == ():
            return True
        if key in _edges()[2] or (known_kinds(c.text) == () and _is_generic(c.text)):
            return True
        return (
            c.how in ("chain", "part") and known_kinds(c.text) == () and self._is_ordinary(c, key)
        )

    def _is_ordinary(self, c: Candidate, key: str) -> bool:
        """Whether its words are used as plain words too, and are capitals here by their place."""
        if c.first == c.last:
            if is_noun(key):
                return True
            plain = self._used[key] if key[0].islower() else 0
            capital = self._used[c.text] + self._used[c.text.upper()]
            return c.text[1:].islower() and plain > 0 and capital < 3 * plain
        words = key.split()
        return all(w in self._used or w in _JOINS for w in words) and not any(
            char.isupper() or char.isdigit() for w in c.text.split() for char in w[1:]
        )

    def _is_plain(self, c: Candidate) -> bool:
        """Whether it is a word of the language in a name's place: quoted, hyphened, owned."""
        if c.how == "quoted" and c.text[0].islower():
            last = c.text.split()[-1].strip(".,")
            return is_noun(last) or last.endswith("ing")
        if c.first == c.last and (c.text in edges()[0] or _ADJECTIVE.fullmatch(c.text)):
            return True
        owner, mark, _ = c.text.replace("’", "'").partition("'s")
        return bool(mark) and all(w in self._words for w in folded(owner).split())


def _lists(text: str, by_name: Mapping[str, Sequence[Candidate]]) -> dict[str, dict[str, None]]:
    """What the enumerations say of the names in them, as features.

    They are the kinds of the well-known names beside.
    """
    spots = sorted(
        ((c, key) for key, found in by_name.items() for c in found if c.how != "agency"),
        key=lambda s: (s[0].span.start, -s[0].span.end),
    )
    runs: list[list[tuple[Candidate, str]]] = [[]]
    end = -1
    for c, key in spots:
        start = c.span.start
        if start < end:
            continue
        if end >= 0 and (start - end > 12 or _APART.fullmatch(text, end, start) is None):
            runs.append([])
        runs[-1].append((c, key))
        end = c.span.end
    found: dict[str, dict[str, None]] = {}
    for run in runs:
        if len(run) < 2:
            continue
        kinds = [known_kinds(c.text) for c, _ in run]
        every = Counter(k for ks in kinds for k in set(ks))
        for own, (_, key) in zip(kinds, run, strict=True):
            beside = sorted(k for k, n in every.items() if n > (k in own))
            features = found.setdefault(key, {})
            features.update(dict.fromkeys(f"listed={k}" for k in beside or ["unknown"]))
    return found
