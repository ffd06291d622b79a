"""Making and taking back decisions on who is who.

A decision names mentions, not case files, so that it holds whatever is read, rebuilt or judged
later. It is kept for ever; what was taken back stays on record as taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casewatch.cases.model import CaseFile
from casewatch.cases.project import Projection
from casewatch.errors import NotFoundError, ResolveError
from casewatch.resolving.anchors import Anchors
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.kept import IDENTITY, NOTE, identity, keys_of_text, standing
from casewatch.resolving.mentions import Kind
from casewatch.resolving.resolve import Resolution
from casewatch.store import Decision, Store

#: An id of a decision may be given by so many of its first letters.
SHORTEST_ID = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a judgement: mentions, and how people know them."""

    keys: frozenset[MentionKey]
    kind: Kind
    name: str
    case: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who judges, and why; `context` goes into the grounds as it is."""

    by: str
    because: str = ""
    context: Mapping[str, object] = field(default_factory=dict)


def entity_of(resolution: Resolution, case: CaseFile) -> Entity:
    """The entity behind a case file of the same projection."""
    every = resolution.people if case.kind == "person" else resolution.groups
    return next(e for e in every if e.id == case.id)


def side_of(entity: Entity, keys: Iterable[MentionKey] | None = None) -> Side:
    """An entity, or some of its mentions, as one side."""
    chosen = entity.keys if keys is None else frozenset(keys)
    return Side(chosen, entity.kind, entity.name, entity.id)


def against(
    resolution: Resolution, decisions: Iterable[Decision], a: Side, b: Side
) -> list[Decision]:
    """The decisions that stand and say that `a` and `b` are not the same."""
    every = resolution.people if a.kind == "person" else resolution.groups
    anchors = Anchors(m for e in every for m in e.mentions)
    found = []
    for d in standing(decisions):
        if d.kind != a.kind or d.verdict != "not the same":
            continue
        x, y = anchors.sides(keys_of_text(d.a), keys_of_text(d.b))
        if (x & a.keys and y & b.keys) or (x & b.keys and y & a.keys):
            found.append(d)
    return found


def _grounds(author: Author, a: Side, b: Side) -> dict[str, object]:
    because = {"because": author.because} if author.because else {}
    return {**author.context, **because, "names": [a.name, b.name], "cases": [a.case, b.case]}


def told(decision: Decision) -> str:
    """A decision in a few words, for messages."""
    return f"{decision.id}, by {decision.by} on {decision.made[:10]}"


def merge(store: Store, resolution: Resolution, a: Side, b: Side, author: Author) -> Decision:
    """Keeps that both sides are one. Raises `ResolveError` where that cannot be.

    That is where they are one already, are of different kinds, or a decision that stands says
    that they are not the same: that one has to be taken back first.
    """
    if a.kind != b.kind:
        raise ResolveError(f"{a.name} is a {a.kind} and {b.name} a {b.kind}")
    if a.case == b.case:
        raise ResolveError(f"both are one case file already: {a.case}")
    if judged := against(resolution, store.decisions(), a, b):
        raise ResolveError(
            f"{a.name} and {b.name} were judged not the same ({'; '.join(map(told, judged))})",
            hint="take that back first: " + ", ".join(f"casewatch undo {d.id}" for d in judged),
        )
    return store.decide(identity(a.kind, a.keys, b.keys, "same", author.by, _grounds(author, a, b)))


def separate(store: Store, resolution: Resolution, a: Side, b: Side, author: Author) -> Decision:
    """Keeps that the sides are not the same: no rule and no third one may join them.

    Raises `ResolveError` where that was said before, or a side is empty.
    """
    if a.kind != b.kind:
        raise ResolveError(f"{a.name} is a {a.kind} and {b.name} a {b.kind}: never one case file")
    if not a.keys or not b.keys:
        raise ResolveError("that would leave nothing to keep apart")
    every = against(resolution, store.decisions(), a, b)
    if same := [d for d in every if {keys_of_text(d.a), keys_of_text(d.b)} == {a.keys, b.keys}]:
        raise ResolveError(f"that was judged before ({told(same[0])})")
    return store.decide(
        identity(a.kind, a.keys, b.keys, "not the same", author.by, _grounds(author, a, b))
    )


def unsure(store: Store, a: Side, b: Side, author: Author) -> Decision:
    """Keeps that somebody looked and could not tell."""
    return store.decide(
        identity(a.kind, a.keys, b.keys, "unsure", author.by, _grounds(author, a, b))
    )


def parts_of(entity: Entity, reports: Sequence[str]) -> tuple[Side, Side]:
    """The mentions of an entity in some reports and their copies, and all its other ones.

    Raises `ResolveError` where the case file knows nothing of a report, or of nothing else.
    """
    for report in reports:
        if report not in entity.reports:
            raise ResolveError(
                f"{entity.name} ({entity.id}) is not in the report {report}",
                hint="its reports: " + ", ".join(entity.reports[:12]),
            )
    texts = {m.copy_group for m in entity.mentions if m.key.report in reports}
    out = {m.key for m in entity.mentions if m.copy_group in texts}
    rest = entity.keys - out
    if not rest:
        raise ResolveError(f"{entity.name} ({entity.id}) rests on no other text")
    return side_of(entity, out), side_of(entity, rest)


def outweighed(decisions: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    """The merges that stand and do not hold in full, each with the decisions that outweigh it.

    "Not the same" outweighs "same": what a merge joined may have come apart since.
    """
    kept = [(d, keys_of_text(d.a), keys_of_text(d.b)) for d in standing(decisions)]
    apart = [x for x in kept if x[0].verdict == "not the same"]
    found: dict[str, tuple[str, ...]] = {}
    for d, a, b in kept:
        if d.kind in IDENTITY and d.verdict == "same":
            by = tuple(
                n.id for n, x, y in apart if n.kind == d.kind and x & (a | b) and y & (a | b)
            )
            if by:
                found[d.id] = by
    return found


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and the "not the same" that was written for it, if any."""

    decision: Decision
    written: Decision | None


def find_decision(decisions: Sequence[Decision], name: str | None) -> Decision:
    """The decision with this id or beginning of an id; without one, the last that stands.

    What an undo wrote is no last decision: undoing step by step goes back through what people
    decided. Raises `NotFoundError` or `ResolveError`.
    """
    if name is None:
        for decision in reversed(standing(decisions)):
            if "undo_of" not in decision.grounds:
                return decision
        raise NotFoundError("there is no decision to undo", hint="see: casewatch decisions")
    found = [d for d in decisions if d.id == name] or [
        d for d in decisions if len(name) >= SHORTEST_ID and d.id.startswith(name)
    ]
    found = [d for d in found if d.kind != NOTE]
    if not found:
        raise NotFoundError(f"there is no decision {name}", hint="see: casewatch decisions")
    if len(found) > 1:
        raise NotFoundError(f"{name} may be any of " + ", ".join(d.id for d in found))
    (decision,) = found
    if decision.undone is not None:
        raise ResolveError(
            f"decision {decision.id} was undone by {decision.undone_by} on {decision.undone[:10]}"
        )
    return decision


def undo(store: Store, decision: Decision, author: Author) -> Undone:
    """Takes a decision back. Taking back a "same" also keeps "not the same" of its sides.

    A rule or a hurried hand would else join them again at once. That one can be taken back,
    too; then all is as if nothing had been judged.
    """
    why = {"because": author.because} if author.because else {}
    grounds = {**author.context, "undo_of": decision.id, **why}
    also = None
    if decision.kind in IDENTITY and decision.verdict == "same":
        names = {k: decision.grounds[k] for k in ("names", "cases") if k in decision.grounds}
        also = Decision(
            "", decision.kind, decision.a, decision.b, "not the same", author.by,
            {**grounds, **names},
        )  # fmt: skip
    elif why:
        also = Decision("", NOTE, decision.id, "", "undone", author.by, grounds)
    written = store.undo(decision.id, author.by, also)
    return Undone(decision, written if also is not None and also.kind != NOTE else None)


def current_case(projection: Projection, keys: Iterable[MentionKey], kind: Kind) -> list[Entity]:
    """The entities that hold the mentions now, those with case files first."""
    of = projection.resolution.entity_of()
    with_file = {c.id for c in projection.cases}
    found = {e.id: e for k in sorted(keys) if (e := of.get((kind, k)))}
    return sorted(found.values(), key=lambda e: (e.id not in with_file, -len(e.mentions), e.id))
