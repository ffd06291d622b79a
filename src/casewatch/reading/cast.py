"""The cast of a report: where its people, groups and agencies are mentioned.

A person is found again by full name, by the name without its middle parts, by surname or first
name where nobody else in the report bears it, and by alias, each in normal or in all capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from casewatch.model.spans import Span

EntityKind = Literal["person", "group", "agency"]
Form = Literal["full", "alias", "part"]

_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq"])


@dataclass(frozen=True, slots=True)
class Member:
    """One entity of the cast: its name and the other forms that the report gives.

    `sort` is what is known of it before events are read: a person's role, a group's kind.
    """

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a member is named; `form` says by what."""

    span: Span
    name: str
    kind: EntityKind
    form: Form


def _start(mention: Mention) -> int:
    return mention.span.start


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a report's members, in the order of the text, without overlap."""

    members: tuple[Member, ...]
    mentions: tuple[Mention, ...]

    def within(self, span: Span, *kinds: EntityKind) -> list[Mention]:
        """The mentions that lie within `span`, of the given kinds or of any."""
        found, mentions, end = [], self.mentions, span.end
        for i in range(bisect_left(mentions, span.start, key=_start), len(mentions)):
            mention = mentions[i]
            where = mention.span
            if where.start >= end:
                break
            if where.end <= end and (not kinds or mention.kind in kinds):
                found.append(mention)
        return found

    def before(self, offset: int, *kinds: EntityKind) -> Iterator[Mention]:
        """The mentions that begin before `offset`, nearest first."""
        mentions = self.mentions
        for i in range(bisect_left(mentions, offset, key=_start) - 1, -1, -1):
            if not kinds or mentions[i].kind in kinds:
                yield mentions[i]

    def names(self, span: Span, *kinds: EntityKind) -> tuple[str, ...]:
        """The names mentioned within `span`, each once, in order."""
        return tuple(dict.fromkeys(m.name for m in self.within(span, *kinds)))


def words_of_name(name: str) -> list[str]:
    """The words of a person's name without suffixes such as `Jr.`."""
    words = [w for w in re.split(r"[\s,]+", name) if w]
    kept = [w for w in words if w.strip(".").casefold() not in _SUFFIXES]
    return kept or words


def share_surname(names: Sequence[str]) -> bool:
    """Whether two of the people bear the same last name."""
    last = [words_of_name(n)[-1].casefold() for n in names]
    return len(set(last)) < len(last)


def _person_forms(member: Member, shared: Counter[str]) -> Iterator[tuple[str, Form]]:
    yield member.name, "full"
    words = words_of_name(member.name)
    yield " ".join(words), "full"
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}", "full"
    for part in dict.fromkeys((words[-1], words[0])):
        if len(part.strip(".")) > 1 and shared[part.casefold()] == 1:
            yield part, "part"


def _forms(members: Sequence[Member], aside: frozenset[str]) -> dict[str, tuple[Member, Form]]:
    """The forms of all members; the people `aside` leave a surname to the one other who bears it."""
    own = {
        w.casefold()
        for m in members
        if m.kind == "person" and m.name not in aside
        for w in words_of_name(m.name)
    }
    parts = [
        {w.casefold() for w in words_of_name(m.name)} - (own if m.name in aside else set())
        for m in members
        if m.kind == "person"
    ]
    shared = Counter(w for words in parts for w in words)
    forms: dict[str, tuple[Member, Form]] = {}
    for member in members:
        for form in (member.name, *member.aliases) if member.kind != "person" else member.aliases:
            forms.setdefault(form, (member, "full" if form == member.name else "alias"))
    for wanted in ("full", "part"):
        for member in (m for m in members if m.kind == "person"):
            yielded = own if member.name in aside else frozenset[str]()
            for text, form in _person_forms(member, shared):
                if form == wanted and not (form == "part" and text.casefold() in yielded):
                    forms.setdefault(text, (member, form))
                    forms.setdefault(text.upper(), (member, form))
    return forms


def cast(text: str, members: Iterable[Member], aside: frozenset[str] = frozenset()) -> Cast:
    """Find every mention of `members` in `text`; the longest form wins where several fit.

    `aside` names people (relatives of others) whose surname alone means the one other bearer.
    """
    known = tuple(members)
    forms: dict[str, tuple[Member, Form]] = {}
    for form, whose in _forms(known, aside).items():
        forms.setdefault(" ".join(form.split()), whose)
    forms.pop("", None)
    flat = _Flat(text)
    mentions = []
    for start, end in _places(flat.text, forms):
        member, how = forms[flat.text[start:end]]
        mentions.append(Mention(flat.span(start, end), member.name, member.kind, how))
    return Cast(known, tuple(mentions))


def _places(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where one of `forms` stands as whole words: the longest at each place, without overlap.

    Found by first word and length: an expression of all forms takes longer to compile than to use.
    """
    sizes: dict[str, set[int]] = {}
    for form in forms:
        head = _PIECE.match(form)
        if head:
            sizes.setdefault(head.group(), set()).add(len(form))
    lengths = {word: sorted(found, reverse=True) for word, found in sizes.items()}
    known, done = frozenset(forms), 0
    for at, first in _pieces(text, lengths):
        if at < done or (at > 0 and _in_word(text[at - 1])):
            continue
        for size in lengths[first]:
            end = at + size
            if end <= len(text) and text[at:end] in known and not _in_word(text[end : end + 1]):
                yield at, end
                done = end
                break


def _pieces(text: str, words: Collection[str]) -> Iterable[tuple[int, str]]:
    """Where one of `words`, each of letters or one sign, stands in `text` and as what; in order."""
    if len(words) > _FEW:
        found = ((piece.start(), piece.group()) for piece in _PIECE.finditer(text))
        return ((at, piece) for at, piece in found if piece in words)
    return sorted((at, word) for word in words for at in _standing(text, word))


def _standing(text: str, word: str) -> Iterator[int]:
    at, letters = text.find(word), _in_word(word[0])
    while at >= 0:
        end = at + len(word)
        if not letters or not (
            _in_word(text[end : end + 1]) or (at > 0 and _in_word(text[at - 1]))
        ):
            yield at
        at = text.find(word, end)


class _Flat:
    """A text with one space for each stretch of white space, and the way back to it."""

    def __init__(self, text: str) -> None:
        self._starts, self._after = [0], [0]
        parts, at, size = [], 0, 0
        for gap in _GAP.finditer(text):
            parts.append(text[at : gap.start()])
            size += gap.start() - at + 1
            at = gap.end()
            self._starts.append(size)
            self._after.append(at)
        self.text = _OTHER_SPACE.sub(" ", " ".join([*parts, text[at:]]))

    def span(self, start: int, end: int) -> Span:
        """The span in the original text."""
        return Span(self._back(start), self._back(end - 1) + 1)

    def _back(self, at: int) -> int:
        i = bisect_right(self._starts, at) - 1
        return self._after[i] + at - self._starts[i]


_GAP, _OTHER_SPACE = re.compile(r"\s{2,}"), re.compile(r"[^\S ]")
_PIECE = re.compile(r"\w+|[^\w\s]")
#: So few words are looked for one by one; for more the text is cut into words.
_FEW = 64


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
