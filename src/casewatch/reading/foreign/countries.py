"""Countries that a report in another language names."""

from __future__ import annotations

import re
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.tables import table

#: A Cyrillic beginning of a word goes on with at most so many letters.
_ENDING = 4


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    raw: dict[str, list[str]] = table("foreign")["countries"]
    code = {form: c for c, forms in raw.items() for form in forms}
    forms = sorted(code, key=lambda f: (-len(f), f))
    cyrillic = "|".join(re.escape(f) for f in forms if "Ѐ" <= f[0] <= "ӿ")
    latin = "|".join(re.escape(f) for f in forms if f[0] < "Ѐ")
    other = "|".join(re.escape(f) for f in forms if f[0] > "ӿ")
    pattern = rf"\b(?:({cyrillic})[Ѐ-ӿ]{{0,{_ENDING}}}|({latin}))\b|({other})"
    return re.compile(pattern, re.I), code


def find_countries(text: str) -> dict[str, tuple[Span, ...]]:
    """Countries by ISO 3166 alpha-2 code, each with the spans that name it.

    Names begin with a capital letter where the script has them, so that an adjective ("русский",
    "italienisch") or another word is no country.
    """
    pattern, code = _pattern()
    found: dict[str, list[Span]] = {}
    for m in pattern.finditer(text):
        form = next(g for g in m.groups() if g)
        if form[0].islower():
            continue
        found.setdefault(code[form.casefold()], []).append(Span(*m.span()))
    return {c: tuple(found[c]) for c in sorted(found)}
