"""The cast of a report: where its people, groups and agencies are mentioned.

A person is found again by full name, by the name without its middle parts, by surname or first
name where nobody else in the report bears it, and by alias, each in normal or in all capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from casewatch.model.spans import Span

EntityKind = Literal["person", "group", "agency"]
Form = Literal["full", "alias", "part"]

_SUFFIXES = frozenset("jr sr ii iii iv esq".split())


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


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a report's members, in the order of the text, without overlap."""

    members: tuple[Member, ...]
    mentions: tuple[Mention, ...]

    def within(self, span: Span, *kinds: EntityKind) -> list[Mention]:
        """The mentions that lie within `span`, of the given kinds or of any."""
        first = bisect_left(self.mentions, span.start, key=lambda m: m.span.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end and (not kinds or mention.kind in kinds):
                found.append(mention)
        return found

    def before(self, offset: int, *kinds: EntityKind) -> Iterator[Mention]:
        """The mentions that begin before `offset`, nearest first."""
        last = bisect_left(self.mentions, offset, key=lambda m: m.span.start)
        for mention in reversed(self.mentions[:last]):
            if not kinds or mention.kind in kinds:
                yield mention

    def names(self, span: Span, *kinds: EntityKind) -> tuple[str, ...]:
        """The names mentioned within `span`, each once, in order."""
        return tuple(dict.fromkeys(m.name for m in self.within(span, *kinds)))


def words_of_name(name: str) -> list[str]:
    """The words of a person's name without suffixes such as `Jr.`."""
    words = [w for w in re.split(r"[\s,]+", name) if w]
    kept = [w for w in words if w.strip(".").casefold() not in _SUFFIXES]
    return kept or words


def _person_forms(member: Member, shared: Counter[str]) -> Iterator[tuple[str, Form]]:
    yield member.name, "full"
    words = words_of_name(member.name)
    yield " ".join(words), "full"
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}", "full"
    for part in dict.fromkeys((words[-1], words[0])):
        if len(part.strip(".")) > 1 and shared[part.casefold()] == 1:
            yield part, "part"


def _forms(members: Sequence[Member]) -> dict[str, tuple[Member, Form]]:
    parts = [{w.casefold() for w in words_of_name(m.name)} for m in members if m.kind == "person"]
    shared = Counter(w for words in parts for w in words)
    forms: dict[str, tuple[Member, Form]] = {}
    for member in members:
        for form in (member.name, *member.aliases) if member.kind != "person" else member.aliases:
            forms.setdefault(form, (member, "full" if form == member.name else "alias"))
    for wanted in ("full", "part"):
        for member in (m for m in members if m.kind == "person"):
            for text, form in _person_forms(member, shared):
                if form == wanted:
                    forms.setdefault(text, (member, form))
                    forms.setdefault(text.upper(), (member, form))
    return forms


def cast(text: str, members: Iterable[Member]) -> Cast:
    """Find every mention of `members` in `text`; the longest form wins where several fit."""
    known = tuple(members)
    forms = {f: v for f, v in _forms(known).items() if f.strip()}
    if not forms:
        return Cast(known, ())
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in ordered) + r")(?!\w)"
    )
    found = []
    for match in pattern.finditer(text):
        form = re.sub(r"\s+", " ", match.group())
        member, how = forms.get(form) or forms[match.group()]
        found.append(Mention(Span(*match.span()), member.name, member.kind, how))
    return Cast(known, tuple(found))
