"""Blocking: which mentions are worth comparing. Keys of names, spellings, aliases, surnames."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from casewatch.resolving.mentions import Mention, group_key, person_key
from casewatch.resolving.names import fold, given_key, parse_name, skeleton

#: A block of more mentions is a common word, not a name; its pairs meet in narrower blocks.
LARGEST_BLOCK = 400
#: Pairs met several times are made one when so many wait; so many are given out at once.
MOST_WAITING, MOST_AT_ONCE = 4_000_000, 100_000

Codes = NDArray[np.uint64]


def _form_keys(form: str) -> Iterator[str]:
    parts = parse_name(form)
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
    if len(parts.given) == 1:
        yield f"surname:{surname}"


def person_blocks(mention: Mention) -> frozenset[str]:
    """The keys under which a person is compared with others."""
    keys = {key for form in mention.forms for key in _form_keys(form)}
    keys.update(f"one:{h}" for h in mention.handles)
    parts = parse_name(mention.name)
    if not parts.given or mention.subject:
        keys.add(f"surname-only:{parts.surname}")
    return frozenset(keys)


def group_blocks(mention: Mention) -> frozenset[str]:
    """The keys under which a group is compared with others."""
    return frozenset({group_key(form) for form in mention.forms} | mention.handles)


def pairs(mentions: Sequence[Mention], keys: Iterable[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """The pairs of positions that share a key, each once, in order, smaller position first.

    They are kept as numbers of eight bytes, so that millions of them take little memory.
    """
    blocks: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for position, found in enumerate(keys):
        for key in found:
            blocks[key].append(position)
    met = [np.zeros(0, dtype=np.uint64)]
    waiting = 0
    while blocks:
        key, members = blocks.popitem()
        if len(members) < 2:
            continue
        if len(members) > LARGEST_BLOCK and not key.startswith(("full:", "one:")):
            continue
        met.append(_within(key, members, mentions))
        waiting += len(met[-1])
        if waiting > MOST_WAITING:
            met, waiting = [np.unique(np.concatenate(met))], 0
    codes = np.unique(np.concatenate(met))
    for start in range(0, len(codes), MOST_AT_ONCE):
        part = codes[start : start + MOST_AT_ONCE]
        first, second = part >> np.uint64(32), part & np.uint64(0xFFFFFFFF)
        yield from zip(first.tolist(), second.tolist(), strict=True)


def _within(key: str, members: Sequence[int], mentions: Sequence[Mention]) -> Codes:
    """The pairs of one block, each as one number: the smaller position, then the larger."""
    place = np.asarray(members, dtype=np.uint64)
    if key.startswith("surname-only:"):
        single = np.asarray(
            [m for m in members if not parse_name(mentions[m].name).given], dtype=np.uint64
        )
        a, b = np.repeat(single, len(place)), np.tile(place, len(single))
        a, b = a[a != b], b[a != b]
    else:
        one, other = np.triu_indices(len(place), 1)
        a, b = place[one], place[other]
    codes: Codes = (np.minimum(a, b) << np.uint64(32)) | np.maximum(a, b)
    return codes
