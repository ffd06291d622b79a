"""A digest: what resolving needs of one report, small enough to be kept beside it.

It follows from the report and its reading alone. A look-up loads digests and not readings; the
whole projection goes through them too, so that both see the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casewatch.model.reading import Reading
from casewatch.resolving.copies import host_of, text_number
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.mentions import Kind, Mention, mentions_of
from casewatch.resolving.runs import Outline, outline_of, runs_of

#: To be raised whenever a digest or a key of the same reading comes out otherwise.
VERSION = "1"

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SETS = (
    "handles", "nationality", "residence", "companions", "officials", "groups", "agencies",
    "schemes", "offences", "countries", "page_groups",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Digest:
    """One report: when and by whom it was published, its text by number, and its mentions.

    `text` is the number of its text, `outline` what copies are found by. The mentions do not know
    their copy group yet.
    """

    report: str
    published: str
    publisher: str
    host: str
    text: int
    outline: Outline
    mentions: tuple[Mention, ...]

    def of(self, kind: Kind, copy_group: str) -> list[Mention]:
        """The mentions of one kind, with their copy group."""
        return [replace(m, copy_group=copy_group) for m in self.mentions if m.kind == kind]


def digest_of(reading: Reading) -> Digest:
    """The digest of one reading."""
    report = reading.report
    return Digest(
        report.id,
        report.published or "",
        report.publisher,
        host_of(report),
        text_number(report.text),
        outline_of(runs_of(report.text)),
        tuple(mentions_of(reading, "", ("person", "group"))),
    )


class _Tables:
    """Words and sets of them that many mentions of a report share, each kept once."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.sets: dict[tuple[int, ...], int] = {}

    def set_of(self, words: Iterable[str]) -> int:
        found = tuple(self.words.setdefault(w, len(self.words)) for w in sorted(words))
        return self.sets.setdefault(found, len(self.sets))


def _packed(m: Mention, tables: _Tables) -> list[Any]:
    return [
        m.kind[0], m.name, list(m.forms[1:]), m.role, m.gender, m.group_kind,
        list(m.born) if m.born else 0, [tables.set_of(getattr(m, name)) for name in _SETS],
        sorted(m.happened), sorted(m.terms), sorted(m.sums),
    ]  # fmt: skip


def digest_to_text(digest: Digest) -> str:
    """The digest as it is kept: what is asked of many in the first line, mentions in the second."""
    tables = _Tables()
    mentions = [_packed(m, tables) for m in digest.mentions]
    head = [
        digest.report, digest.published, digest.publisher, digest.host, digest.text,
        digest.outline.size, list(digest.outline.sketch),
    ]  # fmt: skip
    return "\n".join(map(_ENCODE, (head, [list(tables.words), list(tables.sets), mentions])))


def _mention(row: Sequence[Any], report: str, day: str, sets: Sequence[frozenset[str]]) -> Mention:
    kind, name, forms, role, gender, group_kind, born, of_sets, happened, terms, sums = row
    return Mention(
        key=MentionKey(report, name),
        order=(day, report, name),
        kind="person" if kind == "p" else "group",
        name=name,
        forms=(name, *forms),
        role=role,
        copy_group="",
        born=(born[0], born[1]) if born else None,
        gender=gender,
        happened=frozenset((what, when) for what, when in happened),
        terms=frozenset(terms),
        sums=frozenset((amount, currency) for amount, currency in sums),
        group_kind=group_kind,
        **{field: sets[n] for field, n in zip(_SETS, of_sets, strict=True)},
    )


def outline_of_text(text: str) -> tuple[int, Outline]:
    """The number of the text of a kept digest, and its outline: without its mentions."""
    *_, number, count, sketch = json.loads(text.partition("\n")[0])
    return number, Outline(count, tuple(sketch))


def digest_of_text(text: str) -> Digest:
    """A kept digest."""
    head, _, body = text.partition("\n")
    report, published, publisher, host, number, count, sketch = json.loads(head)
    words, sets, rows = json.loads(body)
    of = [frozenset(words[n] for n in s) for s in sets]
    day = (published or "9999")[:10]
    mentions = tuple(_mention(row, report, day, of) for row in rows)
    outline = Outline(count, tuple(sketch))
    return Digest(report, published, publisher, host, number, outline, mentions)
