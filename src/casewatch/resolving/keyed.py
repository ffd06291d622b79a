"""What a report is found by: the things it holds, and the keys under which these are compared.

Things are forms of names, the text, and ids of mentions; all are numbers of 64 bits. Two things
of one number would only be looked at once too often.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewatch.resolving.blocking import form_keys
from casewatch.resolving.digest import Digest
from casewatch.resolving.entities import entity_id
from casewatch.resolving.hashed import number
from casewatch.resolving.mentions import Kind
from casewatch.resolving.names import fold


@dataclass(frozen=True, slots=True)
class Things:
    """What one report holds: forms of names with their kind, ids of its mentions, its text."""

    forms: Mapping[int, tuple[Kind, str]]
    ids: frozenset[int]
    text: int


def form_number(kind: Kind, form: str) -> int:
    """The number of a form of a name."""
    return number("form", kind, form)


def id_number(entity: str) -> int:
    """The number of an id, as it follows from a mention."""
    return number("id", entity)


def key_number(kind: Kind, key: str) -> int:
    """The number of a key of forms of names."""
    return number("key", kind, key)


def word_keys(form: str) -> Iterator[str]:
    """The keys under which a form is found by some of its words."""
    for word in dict.fromkeys(fold(form).split()):
        yield f"word:{word}"


def keys_of_form(kind: Kind, form: str) -> set[int]:
    """All keys of a form, as numbers."""
    return {key_number(kind, k) for k in (*form_keys(kind, form), *word_keys(form))}


def things_of(digest: Digest) -> Things:
    """The things of one report."""
    forms: dict[int, tuple[Kind, str]] = {}
    for mention in digest.mentions:
        for form in mention.forms:
            forms[form_number(mention.kind, form)] = (mention.kind, form)
    ids = frozenset(id_number(entity_id(m.kind, m)) for m in digest.mentions)
    return Things(forms, ids, digest.text)
