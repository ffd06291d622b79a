"""Cyrillic names in any case of the grammar, and their nominative."""

from __future__ import annotations

import re
from functools import cache

from casewatch.reading.tables import table

_MASCULINE = re.compile(r"(.+(?:ов|ев|ёв|єв|ін|їн|ин|ын))(?:а|у|ым|им|ом|е|ові|і)")
_FEMININE = re.compile(r"(.+(?:ов|ев|ёв|єв|ін|їн|ин|ын))(?:ой|у|ою|ій)")
_ADJECTIVE = re.compile(r"(.+[сц]ь?к)(?:ого|ому|им|ом)")
_ADJECTIVE_SHE = re.compile(r"(.+[сц]ь?к)(?:ой|ую|ої|ій|у|ою)")
_HIS = re.compile(r"(?:ого|ому|енка|енку)$")
_ENKO = re.compile(r"(.+енк)(?:а|у|ом|ові)")


def _cases(name: str, she: bool) -> tuple[str, ...]:
    stem, last = name[:-1], name[-1]
    if last == "й":
        return tuple(stem + e for e in ("я", "ю", "ем", "єм", "е", "и", "ї", "єві"))
    if last == "ь":
        ends = ("и", "ью", "і") if she else ("я", "ю", "ем", "е", "єві", "еві")
        return tuple(stem + e for e in ends)
    if last == "а":
        return tuple(stem + e for e in ("ы", "и", "е", "і", "у", "ой", "ою"))
    if last == "я":
        return tuple(stem + e for e in ("и", "е", "і", "ї", "ю", "ей", "єю", "ею"))
    if last == "о":
        return tuple(stem + e for e in ("а", "у", "ом", "ові"))
    return tuple(name + e for e in ("а", "у", "ом", "е", "і", "ові", "ем"))


@cache
def given_names() -> dict[str, tuple[str, bool]]:
    """Each form of a Cyrillic given name: its nominative, and whether it is a woman's.

    A form that is a nominative itself stays one: "Александра" is taken for a woman's name.
    """
    raw = table("foreign")["given"]
    names = [(n, False) for n in raw["men"].split()] + [(n, True) for n in raw["women"].split()]
    found: dict[str, tuple[str, bool]] = {n: (n, she) for n, she in reversed(names)}
    for name, she in names:
        for form in _cases(name, she):
            found.setdefault(form, (name, she))
    # The root of these changes with the case.
    for form, name in (("павла", "павел"), ("павлу", "павел"), ("павлом", "павел"),
                       ("льва", "лев"), ("петра", "петр"), ("петру", "петр")):  # fmt: skip
        found[form] = (name, False)
    return found


def nominative(words: list[str]) -> str:
    """A full name, given name first, in the nominative as far as the endings tell."""
    form = words[0].casefold()
    given, she = given_names()[form]
    # "Александра" is a woman's name, or a man's in another case, as the surname's ending tells.
    man = given_names().get(form[:-1]) if she and _HIS.search(words[-1]) else None
    if man and not man[1]:
        given, she = man
    if given == form:
        return " ".join(words)
    return " ".join([given[0].upper() + given[1:], *(_surname(w, she) for w in words[1:])])


def _surname(word: str, she: bool) -> str:
    if she:
        if m := _FEMININE.fullmatch(word):
            return m.group(1) + "а"
        if m := _ADJECTIVE_SHE.fullmatch(word):
            return m.group(1) + ("а" if "ськ" in word or "цьк" in word else "ая")
        return word
    if m := _MASCULINE.fullmatch(word):
        return m.group(1)
    if m := _ADJECTIVE.fullmatch(word):
        return m.group(1) + "ий"
    if m := _ENKO.fullmatch(word):
        return m.group(1) + "о"
    return word
