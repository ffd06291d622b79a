"""From namings to agencies: one for all forms of a name, divisions under their parent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from casewatch.model.reading import Agency, Alias
from casewatch.model.spans import Span
from casewatch.reading.agencies.found import Found
from casewatch.reading.text.spelled import spelled

_BRACKET = re.compile(r"\s\((?:the )?[“\"]?([^\W\d_][\w./-]{1,11})[”\"]?\)")
_LONG_BRACKET = re.compile(r"\s\((?:the )?([A-Z][^()\n]{8,90})\)")
#: No report names one agency in more ways; it keeps the work on hostile texts small.
_MOST = 50
_SMALL = frozenset({"the", "of", "for", "and", "in", "s", "u", "us", "united", "states"})
_OWNS = re.compile(r"[’']s? | [-–] ?| ")
_PART_OF = re.compile(r" (?:of|within|at) (?:the )?")
_AND = re.compile(r",? and (?:the )?|, ")


def merge(text: str, known: Sequence[Found], open_: Sequence[Found]) -> tuple[Agency, ...]:
    """The agencies of both lists, in order of first mention."""
    namings = _outermost([*known, *open_])
    namings = [n for i, n in enumerate(namings) if n.known or not _is_division(text, namings, i)]
    namings = _with_neighbours(text, namings)
    home = "US" if any(n.country == "US" for n in namings) else _commonest(namings)
    clusters = _clusters(text, namings)
    keys = {c[0].key for c in clusters if c[0].known}
    agencies = [
        _agency(text, c, home) for c in clusters if not (c[0].parent and c[0].parent in keys)
    ]
    return tuple(sorted(agencies, key=lambda a: min(s.start for s in a.spans)))


def _with_neighbours(text: str, namings: Sequence[Found]) -> list[Found]:
    """A body of no told country is of the one that it is named with ("… and the …")."""
    found: list[Found] = []
    for one in namings:
        before = found[-1] if found else None
        if one.country is None and before is not None and before.country not in (None, "EU", "INT"):
            between = text[before.span.end : one.span.start]
            if len(between) < 12 and _AND.fullmatch(between):
                one = replace(one, country=before.country)
        found.append(one)
    return found


def _commonest(namings: Sequence[Found]) -> str | None:
    countries = [n.country for n in namings if n.country not in (None, "EU", "INT")]
    return max(sorted(set(filter(None, countries))), key=countries.count, default=None)


def _outermost(namings: Sequence[Found]) -> list[Found]:
    """The namings in order, without those that lie within another."""
    kept: list[Found] = []
    for one in sorted(namings, key=lambda f: (f.span.start, -f.span.end, f.known)):
        if not kept or one.span.end > kept[-1].span.end:
            kept.append(one)
    return kept


def _is_division(text: str, namings: Sequence[Found], i: int) -> bool:
    """Whether the name hangs on another agency's: "the FBI's Cyber Division", "Unit of the …"."""
    one = namings[i]
    if i > 0 and _OWNS.fullmatch(text[namings[i - 1].span.end : one.span.start][:4]):
        return True
    after = namings[i + 1].span.start if i + 1 < len(namings) else one.span.end
    return _PART_OF.fullmatch(text[one.span.end : after][:13]) is not None


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold().replace("organised", "organized"))
    return frozenset(w for w in words if w not in _SMALL)


def _clusters(text: str, namings: Sequence[Found]) -> list[list[Found]]:
    clusters: list[list[Found]] = []
    by_key: dict[str, list[Found]] = {}
    for one in (n for n in namings if n.known):
        if one.key not in by_key:
            by_key[one.key] = []
            clusters.append(by_key[one.key])
        by_key[one.key].append(one)
    open_ = sorted(
        (n for n in namings if not n.known),
        key=lambda f: (-len(f.name or f.span.text_of(text)), f.span),
    )
    groups: list[tuple[frozenset[str], list[Found]]] = []
    with_word: dict[str, list[int]] = {}
    for one in open_:
        words = _words(one.name or one.span.text_of(text))
        rarest = min((with_word.get(w, []) for w in sorted(words)), key=len, default=[])
        for g in rarest[:_MOST]:
            held, members = groups[g]
            same = members[0].country is None or one.country in (None, members[0].country)
            if same and members[0].key == one.key and words <= held:
                members.append(one)
                break
        else:
            for word in words:
                with_word.setdefault(word, []).append(len(groups))
            groups.append((words, [one]))
    clusters += [sorted(members, key=lambda f: f.span) for _, members in groups]
    return clusters


def _agency(text: str, namings: Sequence[Found], home: str | None) -> Agency:
    forms: dict[str, list[Span]] = {}
    for one in namings:
        form = one.name or re.sub(r"\s+", " ", one.span.text_of(text))
        forms.setdefault(form, []).append(one.span)
        for pattern in (_BRACKET, _LONG_BRACKET):
            if bracket := pattern.match(text, one.span.end):
                forms.setdefault(bracket.group(1), []).append(Span(*bracket.span(1)))
                break
    name = max(forms, key=len)
    country = next((n.country for n in namings if n.country), home)
    spans = (forms[name][0], *sorted(s for f in forms.values() for s in f if s != forms[name][0]))
    others = {f: spelled(text, s, f) for f, s in forms.items() if f.casefold() != name.casefold()}
    aliases = tuple(Alias(f, held) for f, held in others.items() if held)
    return Agency(name, spans, aliases, country)
