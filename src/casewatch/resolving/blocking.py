"""Blocking: which forms of names are worth comparing, by keys of spelling, surname, alias.

Keys belong to forms of names and not to mentions: a store keeps each form once, however often
it is read, and copies of a report change no block.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from casewatch.resolving.mentions import Kind, Mention, group_key, person_key
from casewatch.resolving.names import compare_names, fold, given_key, parse_name, skeleton

#: A block of more forms is a common word, not a name; its forms meet in narrower blocks.
LARGEST_BLOCK = 400
#: Pairs met several times are made one when so many wait; so many are given out at once.
MOST_WAITING, MOST_AT_ONCE = 4_000_000, 100_000
#: Keys that are names as a whole, however many forms they have.
NARROW = ("full:", "one:", "group:")

Codes = NDArray[np.uint64]


def is_narrow(key: str) -> bool:
    """Whether a key is a whole name, so that no block of it is too large."""
    return key.startswith(NARROW)


@lru_cache(maxsize=100_000)
def form_keys(kind: Kind, form: str) -> tuple[str, ...]:
    """The keys under which a form of a name is compared with others."""
    return tuple(dict.fromkeys((_person_keys if kind == "person" else _group_keys)(form)))


def _group_keys(form: str) -> Iterator[str]:
    yield f"group:{group_key(form)}"


def _person_keys(form: str) -> Iterator[str]:
    parts = parse_name(form)
    if not parts.surname:
        return
    # A bare surname meets those who bear it.
    yield f"surname:{parts.surname}"
    if not parts.given:
        yield f"one:{fold(form)}"
        return
    yield f"full:{person_key(form)}"
    given, surname = given_key(parts.given), skeleton(parts.surname)
    # For one letter in either part; and for compound surnames and a surname that stands second.
    yield f"given:{given}:{surname[:2]}"
    yield f"initial:{given[:1]}:{surname}"
    for middle in parts.middle:
        yield f"initial:{given[:1]}:{skeleton(middle)}"
        yield f"initial:{skeleton(middle)[:1]}:{surname}"


def forms_agree(kind: Kind, a: str, b: str) -> bool:
    """Whether two forms can be those of one name: without that, mentions are not compared."""
    if a == b:
        return True
    if kind == "group":
        return group_key(a) == group_key(b)
    if fold(a) == fold(b) or compare_names(a, b) is not None:
        return True
    x, y = parse_name(a), parse_name(b)
    return bool(x.given) != bool(y.given) and x.surname == y.surname


def pairs(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The pairs of positions of mentions of one kind that are worth comparing, each once.

    In order, smaller position first. Forms are kept as numbers, so that millions of pairs take
    little memory.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for position, mention in enumerate(mentions):
        for form in dict.fromkeys(mention.forms):
            holders[form].append(position)
    if not holders:
        return
    kind = mentions[0].kind
    forms = list(holders)
    near: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for a, b in _form_pairs([form_keys(kind, form) for form in forms]):
        if forms_agree(kind, forms[a], forms[b]):
            near[a].append(b)
            near[b].append(a)
    number = {form: n for n, form in enumerate(forms)}
    for position, mention in enumerate(mentions):
        found: set[int] = set()
        for form in mention.forms:
            n = number[form]
            for other in (n, *near.get(n, ())):
                found.update(p for p in holders[forms[other]] if p > position)
        for other in sorted(found):
            yield position, other


def _form_pairs(keys: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The pairs of positions that share a key whose block is not too large."""
    blocks: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for position, found in enumerate(keys):
        for key in found:
            blocks[key].append(position)
    met = [np.zeros(0, dtype=np.uint64)]
    waiting = 0
    while blocks:
        key, members = blocks.popitem()
        if len(members) < 2 or (len(members) > LARGEST_BLOCK and not is_narrow(key)):
            continue
        met.append(_within(members))
        waiting += len(met[-1])
        if waiting > MOST_WAITING:
            met, waiting = [np.unique(np.concatenate(met))], 0
    codes = np.unique(np.concatenate(met))
    for start in range(0, len(codes), MOST_AT_ONCE):
        part = codes[start : start + MOST_AT_ONCE]
        first, second = part >> np.uint64(32), part & np.uint64(0xFFFFFFFF)
        yield from zip(first.tolist(), second.tolist(), strict=True)


def _within(members: Sequence[int]) -> Codes:
    """The pairs of one block, each as one number: the smaller position, then the larger."""
    place = np.asarray(members, dtype=np.uint64)
    one, other = np.triu_indices(len(place), 1)
    codes: Codes = (place[one] << np.uint64(32)) | place[other]
    return codes
