"""Which mention of the cast a token is part of."""

from __future__ import annotations

from casewatch.reading.cast import Cast, EntityKind, Mention
from casewatch.reading.language.base import Parse


def covering(cast: Cast, offset: int, *kinds: EntityKind) -> Mention | None:
    """The mention, of these kinds or of any, that holds `offset`."""
    mention = next(cast.before(offset + 1), None)
    if mention is None or offset >= mention.span.end or (kinds and mention.kind not in kinds):
        return None
    return mention


def named_at(cast: Cast, parse: Parse, heads: list[int], *kinds: EntityKind) -> list[Mention]:
    """The mentions of which the tokens are part, in the order of the tokens."""
    found = (covering(cast, parse.tokens[i].start, *kinds) for i in heads)
    return [m for m in found if m is not None]
