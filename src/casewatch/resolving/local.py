"""Resolving a part of a store: the mentions asked for, and all that may be one with them.

From a mention to those it would be joined with, from these on to theirs, until nothing is added:
what is left out has no join with what is in. So clusters, ids and names come out as in the whole
projection. Only digests are loaded, and of these only the ones that share a name or a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from casewatch.resolving.anchors import anchored
from casewatch.resolving.blocking import form_keys, forms_agree
from casewatch.resolving.compare import Comparison
from casewatch.resolving.copies import Copies, Likeness, grouped, order_of
from casewatch.resolving.decisions import Judgement, MentionKey, demanded
from casewatch.resolving.digest import Digest, digest_of_text, outline_of_text
from casewatch.resolving.entities import Entity, entity
from casewatch.resolving.keyed import form_number
from casewatch.resolving.mentions import Kind, Mention
from casewatch.resolving.resolve import COMPARE, clustered
from casewatch.resolving.runs import Outline, Runs, runs_of


class Index(Protocol):
    """What must be known of a store."""

    def forms_under(self, kind: Kind, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The forms of names under each key; none where they are too many for a name."""
        ...

    def reports_with(self, things: Collection[int]) -> Mapping[int, Sequence[int]]:
        """The reports that hold each thing, by their keys."""
        ...

    def texts_with(self, keys: Collection[int]) -> Mapping[int, Sequence[int]]:
        """The texts that each key is one of; none for a key that too many have."""
        ...

    def contents(self, reports: Iterable[int]) -> dict[int, str]:
        """The kept digests of reports, by their keys; none of a report that does not count."""
        ...

    def keys_of(self, reports: Iterable[str]) -> dict[str, int]:
        """The keys of reports, by their ids."""
        ...

    def texts(self, reports: Iterable[int]) -> dict[int, str]:
        """The clean texts of reports, by their keys."""
        ...


class Loaded:
    """The digests loaded so far, whole copy groups at a time."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.digests: dict[int, Digest] = {}
        self.keys: dict[str, int] = {}
        self.copies = Copies({}, ())
        self._asked: set[int] = set()
        self._seen: dict[int, str] = {}
        self._held: dict[int, tuple[int, ...]] = {}
        self._outlines: dict[int, Outline] = {}
        self._by_text: dict[int, list[str]] = defaultdict(list)
        self._runs: dict[int, Runs] = {}
        self._pairs: set[tuple[int, int]] = set()
        self._likeness = Likeness(self)

    def load(self, reports: Iterable[int]) -> list[Digest]:
        """Loads reports, and all of their copies; those that were not loaded before."""
        wanted = sorted(set(reports) - self._asked)
        added: list[Digest] = []
        while wanted:
            self._asked.update(wanted)
            new = {k: digest_of_text(text) for k, text in self._peek(wanted).items() if text}
            self.digests.update(new)
            for key, digest in new.items():
                self.keys[digest.report] = key
                self._by_text[digest.text].append(digest.report)
                self._outlines[digest.text] = digest.outline
            added += new.values()
            texts = sorted({digest.text for digest in new.values()})
            copies = self._likeness.copies(texts)
            self._pairs.update((a, b) for a in texts for b in copies[a])
            near = {*texts, *(b for a in texts for b in copies[a])}
            held = self._holders(near)
            wanted = sorted({r for found in held.values() for r in found} - self._asked)
        if added:
            self._regroup()
        return added

    def _peek(self, reports: Iterable[int]) -> dict[int, str]:
        """The kept digests of reports, without their copies; empty for one that does not count."""
        keys = list(reports)
        if unknown := sorted(set(keys) - self._seen.keys()):
            found = self.index.contents(unknown)
            self._seen.update((key, found.get(key, "")) for key in unknown)
        return {key: self._seen[key] for key in keys}

    def _regroup(self) -> None:
        of = {text: sorted(ids) for text, ids in self._by_text.items()}
        pairs = [(of[a][0], of[b][0]) for a, b in sorted(self._pairs) if a in of and b in of]
        order = {d.report: order_of(d.published or None, d.report) for d in self.digests.values()}
        self.copies = grouped(list(of.values()), pairs, order)

    # --- the texts, for `Likeness`

    def _holders(self, texts: Collection[int]) -> dict[int, tuple[int, ...]]:
        """The reports of each text, by their keys."""
        if unknown := sorted(t for t in texts if t not in self._held):
            self._held.update((t, tuple(r)) for t, r in self.index.reports_with(unknown).items())
        return {text: self._held[text] for text in texts}

    def outlines(self, texts: Collection[int]) -> Mapping[int, Outline]:
        """The outline of each text; none of one whose reports do not count."""
        held = self._holders([t for t in texts if t not in self._outlines])
        kept = self._peek(sorted({report for reports in held.values() for report in reports}))
        self._outlines.update(outline_of_text(content) for content in kept.values() if content)
        return {t: self._outlines[t] for t in texts if t in self._outlines}

    def with_keys(self, keys: Collection[int]) -> Mapping[int, Collection[int]]:
        """The texts under keys of sketches."""
        return self.index.texts_with(keys)

    def fetch(self, texts: Collection[int]) -> None:
        """Loads the runs of many texts at once."""
        unknown = sorted(t for t in texts if t not in self._runs)
        reports = {held[0]: text for text, held in self._holders(unknown).items()}
        for report, content in self.index.texts(sorted(reports)).items():
            self._runs[reports[report]] = runs_of(content)

    def runs(self, text: int) -> Runs:
        """The runs of a text."""
        self.fetch([text])
        return self._runs[text]

    def hosts(self, text: int) -> frozenset[str]:
        """The hosts of all reports of a text."""
        kept = self._peek(self._holders([text])[text])
        return frozenset(digest_of_text(c).host for c in kept.values() if c) - {""}


@dataclass(slots=True)
class _Kind:
    """What is known of mentions of one kind: those in the part, and those beside it."""

    kind: Kind
    members: dict[MentionKey, Mention] = field(default_factory=dict)
    joins: dict[tuple[MentionKey, MentionKey], Comparison] = field(default_factory=dict)
    compared: set[tuple[MentionKey, MentionKey]] = field(default_factory=set)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    holders: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[MentionKey, Mention] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)


class Local:
    """A part of a store that grows as it is asked for; never more than is needed."""

    def __init__(self, index: Index, judgements: Sequence[Judgement] = ()) -> None:
        self.index = index
        self.loaded = Loaded(index)
        self._judged = list(judgements)
        self._kinds: dict[Kind, _Kind] = {k: _Kind(k) for k in ("person", "group")}

    @property
    def copies(self) -> Copies:
        """The copy groups of what was loaded."""
        return self.loaded.copies

    def load(self, reports: Iterable[int]) -> None:
        """Loads the mentions of reports and of their copies, without asking who they are."""
        for digest in self.loaded.load(reports):
            group = self.copies.group(digest.report)
            for of in self._kinds.values():
                for mention in digest.of(of.kind, group):
                    of.mentions[mention.key] = mention
                    for form in dict.fromkeys(mention.forms):
                        of.holders[form].append(mention)

    def mentions(self, kind: Kind, report: str) -> list[Mention]:
        """The mentions of one kind in a report, which is loaded."""
        digest = self.loaded.digests[self.loaded.keys[report]]
        every = self._kinds[kind].mentions
        return [every[m.key] for m in digest.mentions if m.kind == kind]

    def holding(self, kind: Kind, forms: Iterable[str]) -> dict[str, list[Mention]]:
        """The mentions that go by each form of a name."""
        wanted = list(dict.fromkeys(forms))
        held = self.index.reports_with([form_number(kind, form) for form in wanted])
        self.load(r for reports in held.values() for r in reports)
        return {form: self._kinds[kind].holders.get(form, []) for form in wanted}

    def close(self, kind: Kind, seeds: Iterable[MentionKey]) -> None:
        """Takes in the mentions `seeds`, which are loaded, and all that may be one with them."""
        of = self._kinds[kind]
        frontier = {s for s in seeds if s in of.mentions} - of.members.keys()
        while frontier:
            some = [of.mentions[key] for key in sorted(frontier)]
            of.members.update((m.key, m) for m in some)
            found = self._joined_with(of, some)
            found |= self._demanded(of, some)
            frontier = {key for key in found if key in of.mentions} - of.members.keys()

    def _joined_with(self, of: _Kind, mentions: Sequence[Mention]) -> set[MentionKey]:
        near = self._near_forms(of, {form for m in mentions for form in m.forms})
        holding = self.holding(of.kind, (o for others in near.values() for o in others))
        found: set[MentionKey] = set()
        compare = COMPARE[of.kind]
        for mention in mentions:
            others = {o.key: o for form in mention.forms for x in near[form] for o in holding[x]}
            for other in others.values():
                a, b = sorted((mention, other), key=lambda m: m.order)
                pair = (a.key, b.key)
                if a.key == b.key or pair in of.compared:
                    continue
                of.compared.add(pair)
                result = compare(a, b)
                if result is not None and result.joins:
                    of.joins[pair] = result
                    found.add(other.key)
        return found

    def _near_forms(self, of: _Kind, forms: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """For each form those that can be one name with it, itself among them."""
        wanted = sorted(form for form in forms if form not in of.near)
        keys = {form: form_keys(of.kind, form) for form in wanted}
        under = self.index.forms_under(of.kind, sorted({k for ks in keys.values() for k in ks}))
        for form in wanted:
            others = {o for key in keys[form] for o in under.get(key, ())}
            agree = {o for o in others if forms_agree(of.kind, form, o)}
            of.near[form] = tuple(sorted(agree | {form}))
        return of.near

    def _demanded(self, of: _Kind, mentions: Iterable[Mention]) -> set[MentionKey]:
        """What judgements put together with the mentions."""
        if not self._judged:
            return set()
        reports = {m.key.report for m in mentions}
        groups = {self.copies.group(r) for r in reports}
        reports |= {r for group in self.copies.groups if group[0] in groups for r in group}
        touching = [
            j
            for j in self._judged
            if j.kind in ("", of.kind) and any(k.report in reports for k in (*j.a, *j.b))
            and j not in of.judgements
        ]  # fmt: skip
        if touching:
            named = {k.report for j in touching for k in (*j.a, *j.b)}
            self.load(self.index.keys_of(sorted(named)).values())
            of.judgements += touching
        sides = demanded(anchored(of.judgements, of.kind, of.mentions.values()))
        return {k for keys in sides if of.members.keys() & set(keys) for k in keys}

    def entities(self, kind: Kind) -> tuple[Entity, ...]:
        """The entities of all that was taken in, whole."""
        of = self._kinds[kind]
        mentions = sorted(of.members.values(), key=lambda m: m.order)
        judgements = anchored(of.judgements, kind, of.mentions.values())
        found = clustered(kind, mentions, list(of.joins.values()), judgements)
        return tuple(entity(kind, c) for c in found.clusters)
