"""Blocking: which mentions are worth comparing. Keys of names, spellings, aliases, surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from casewatch.resolving.mentions import Mention, group_key, person_key
from casewatch.resolving.names import fold, given_key, parse_name, skeleton

#: A block of more mentions is a common word, not a name; its pairs meet in narrower blocks.
LARGEST_BLOCK = 400


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


def pairs(mentions: Sequence[Mention], keys: Iterable[frozenset[str]]) -> list[tuple[int, int]]:
    """The pairs of positions that share a key, each once, smaller position first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, found in enumerate(keys):
        for key in found:
            blocks[key].append(position)
    met: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > LARGEST_BLOCK and not key.startswith(("full:", "one:")):
            continue
        if key.startswith("surname-only:"):
            single = [m for m in members if not parse_name(mentions[m].name).given]
            met.update((min(a, b), max(a, b)) for a in single for b in members if a != b)
            continue
        met.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    return sorted(met)
