"""From judged candidates to people: forms of one name are joined to the fullest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from casewatch.model.reading import Alias, Person, Spans
from casewatch.model.spans import Span
from casewatch.model.vocabulary import Role
from casewatch.reading.people.evidence import Sight, key_of
from casewatch.reading.people.judge import Judged
from casewatch.reading.people.naming import fullness, normal_capitals, parts, same
from casewatch.reading.people.offices import holder_of
from casewatch.reading.people.words import plain

_ROLES: dict[str, Role] = {
    "official": "official", "lawyer": "lawyer", "expert": "expert", "journalist": "journalist",
    "victim": "victim",
}  # fmt: skip
#: Titles that make a person of a single name ("Minister Van Weel").
_STRONG = frozenset({"official", "courtesy", "expert", "journalist", "lawyer"})


@dataclass(slots=True)
class Draft:
    """A person in the making."""

    words: tuple[str, ...]
    sights: list[Sight]
    singles: list[Sight] = field(default_factory=list)
    aliases: dict[str, list[Span]] = field(default_factory=dict)
    age: int | None = None
    nationality: list[str] = field(default_factory=list)
    residence: str | None = None
    grounds: dict[str, Spans] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The fullest form in normal capitals."""
        return normal_capitals(self.words)

    @property
    def mentions(self) -> Spans:
        """The spans of its full forms, the fullest first, then of its short forms."""
        full = sorted(self.sights, key=lambda s: (s.run.words != self.words, s.run.span))
        return tuple(dict.fromkeys(s.run.span for s in [*full, *self.singles]))

    def role(self) -> tuple[Role, Spans]:
        """The role that its titles tell most often, with their places; else `other`."""
        said: Counter[Role] = Counter()
        where: dict[Role, list[Span]] = {}
        for sight in [*self.sights, *self.singles]:
            for title in (sight.before, sight.after):
                if title and (role := _ROLES.get(title.kind)):
                    said[role] += 2 if title.near else 1
                    where.setdefault(role, []).append(title.span)
        if not said:
            return "other", ()
        best = max(said, key=lambda r: (said[r], r))
        return best, tuple(where[best][:3])

    def _aliases(self) -> tuple[Alias, ...]:
        return tuple(Alias(value, tuple(spans)) for value, spans in self.aliases.items())

    def person(self) -> Person:
        """The finished person."""
        role, spans = self.role()
        grounds = dict(self.grounds)
        if spans:
            grounds["role"] = spans
        return Person(
            self.name, self.mentions, self._aliases(), self.age, tuple(self.nationality),
            self.residence, role, grounds,
        )  # fmt: skip


def join(text: str, judged: Judged, year: int | None = None) -> list[Draft]:
    """The drafts of all people, in the order in which the text names them first."""
    drafts: list[Draft] = []
    for candidate in judged.candidates:
        fullest = max(candidate.sights, key=lambda s: (fullness(s.run.words), -s.run.span.start))
        drafts.append(Draft(fullest.run.words, list(candidate.sights)))
    drafts = _merge(drafts)
    _take_singles(text, drafts, judged.singles, year)
    return sorted(drafts, key=lambda d: min(s.run.span for s in [*d.sights, *d.singles]))


def _merge(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    # Of two names of one person the shorter has all its words in the longer. A name is compared
    # with those that share its rarest word, and with those of fewer words.
    having: dict[str, list[int]] = {}
    sized: dict[int, list[int]] = {}
    for draft in sorted(drafts, key=lambda d: (-len(d.words), d.sights[0].run.span)):
        own = parts(draft.words)
        rarest = min((having.get(word, []) for word in own), key=len)
        fewer = (i for size, found in sized.items() if size < len(own) for i in found)
        for i in sorted({*rarest, *fewer}):
            other = kept[i]
            if same(draft.words, other.words):
                other.sights.extend(draft.sights)
                other.words = max((other.words, draft.words), key=fullness)
                _index(parts(other.words), i, having, sized)
                break
        else:
            _index(own, len(kept), having, sized)
            kept.append(draft)
    return kept


def _index(
    words: list[str], at: int, having: dict[str, list[int]], sized: dict[int, list[int]]
) -> None:
    for word in dict.fromkeys(words):
        having.setdefault(word, []).append(at)
    sized.setdefault(len(words), []).append(at)


def _take_singles(
    text: str, drafts: list[Draft], singles: tuple[Sight, ...], year: int | None
) -> None:
    owners: dict[str, list[Draft]] = {}
    for draft in drafts:
        for word in sorted(set(key_of(draft.words))):
            owners.setdefault(word, []).append(draft)
    new: dict[tuple[str, ...], Draft] = {}
    for sight in singles:
        known = owners.get(plain(sight.run.words[-1]), [])
        if len(known) == 1:
            known[0].singles.append(sight)
        elif not known and _titled(text, sight):
            words = sight.run.words
            key = tuple(plain(w) for w in words)
            known_as = holder_of(text, sight.run.span.start, words, year)
            draft = new.setdefault(key, Draft(_capital_first(words), []))
            draft.sights.append(sight)
            if known_as:
                draft.words = tuple(known_as.split())
    drafts.extend(new.values())


#: "Chief Crown Prosecutor": what goes on in capitals is no surname after a title.
_GOES_ON = re.compile(r"[ \u00a0-][A-Z]")


def _titled(text: str, sight: Sight) -> bool:
    title = sight.before
    return (
        title is not None
        and not _GOES_ON.match(text, sight.run.span.end)
        and title.touches
        and title.kind in _STRONG
        and len(sight.run.words[-1]) > 2
    )


def _capital_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """`van Weel` after a title is named `Van Weel`."""
    return (words[0][0].upper() + words[0][1:], *words[1:])
