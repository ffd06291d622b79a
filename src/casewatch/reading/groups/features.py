"""What is seen of a candidate: its shape, the words around it, what the field knows of it.

Features are words of context (in lower case only), curated words at the ends of names, shapes
and list membership; never a name itself, so that unseen names are judged by the same signs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from casewatch.reading.groups.candidates import FIRM, Candidate, known_phrases
from casewatch.reading.groups.tokens import Token, Words
from casewatch.reading.tables import table

_KIND_ROWS = ("malware", "venue", "gang", "operation", "company", "victim", "platform", "alias")


@cache
def _cues() -> Mapping[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    for kind, words in table("groups_words")["cues"].items():
        for word in words:
            rows.setdefault(word, []).append(kind)
    return {w: tuple(k) for w, k in rows.items()}


@cache
def _nouns() -> Mapping[str, str]:
    return {w: kind for kind, words in table("groups_words")["noun"].items() for w in words}


@cache
def _ends() -> tuple[frozenset[str], frozenset[str]]:
    name = table("groups_words")["name"]
    return frozenset(name["last"]), frozenset(name["first"])


@lru_cache(maxsize=20_000)
def is_noun(word: str) -> bool:
    """Whether `word` only says what a thing is: "botnet", "loaders"."""
    return word in _nouns() or word.removesuffix("s") in _nouns()


def known_kinds(name: str) -> tuple[str, ...]:
    """The kinds under which the field knows `name`, to the letter or but for a firm's form."""
    found = known_phrases().get(name)
    if found is None and (firm := FIRM.search(name)) is not None:
        found = known_phrases().get(name[: firm.start()])
    return found or ()


def inside(text: str, words: Words, c: Candidate) -> bool:
    """Whether a mention is a piece of a longer run of names: "Acme" in "Acme Nest"."""
    left, right = words.between(c.first - 1, c.first), words.between(c.last + 1, c.last + 2)
    return bool(
        (right and right[0].name and text[c.span.end : right[0].start] == " ")
        or (left and left[0].name and text[left[0].end : c.span.start] == " ")
        or FIRM.match(text, c.span.end)
    )


def _context(token: Token | None, gap: str) -> str:
    if token is None or "\n\n" in gap:
        return "<edge>"
    return token.text if token.text.islower() else "<name>" if token.name else "<other>"


def shape(text: str) -> list[str]:
    """The outer form of a name."""
    words = text.split()
    last, first = _ends()
    found = [f"words={min(len(words), 5)}"]
    if re.search(r"[a-z][A-Z]|[a-z]\d|\d[A-Za-z]|[$@]", text):
        found.append("camel")
    if text.isupper():
        found.append("upper" if len(text) > 4 else "acronym")
    if text.islower():
        found.append("lower")
    if re.search(r"\w\.[a-z]{2,6}$", text):
        found.append("domain")
    end = words[-1].strip(".,").casefold()
    if end in last:
        found.append(f"last={end}")
    if words[0].casefold() in first:
        found.append(f"first={words[0].casefold()}")
    if len(words) > 1 and re.fullmatch(
        r"(?:Inc|LLC|Ltd|Limited|Corp|Corporation|GmbH|AG|Co)\.?", words[-1]
    ):
        found.append("firm")
    if len(words) == 2 and all(re.fullmatch(r"[A-Z][a-z]+", w) for w in words):
        found.append("two plain words")
    return found


def mention_features(text: str, words: Words, c: Candidate) -> list[str]:
    """What one mention shows."""
    if c.how == "agency":
        return _agency_features(text, c)
    found = [f"how={c.how}"]
    left = words.between(c.first - 3, c.first)
    right = words.between(c.last + 1, c.last + 4)
    gap_left = text[left[-1].end : c.span.start] if left else "\n\n"
    gap_right = text[c.span.end : right[0].start] if right else "\n\n"
    one = _context(left[-1] if left else None, gap_left)
    two = _context(left[-2] if len(left) > 1 else None, gap_left)
    after = _context(right[0] if right else None, gap_right)
    found += [f"-1={one}", f"-2,-1={two} {one}", f"+1={after}"]
    found += [f"+1,+2={after} {_context(right[1] if len(right) > 1 else None, gap_right)}"]
    found.append(f"gap-={_mark(gap_left)}")
    found.append(f"gap+={_mark(gap_right)}")
    found += _near("L", left[::-1], text, c.span.start, before=True)
    found += _near("R", right, text, c.span.end, before=False)
    if _BEGINS_APPOSITION.match(gap_right):
        right = words.between(c.last + 1, c.last + 9)
        found += [f"apposed={k}" for t in right for k in _cues().get(t.text.casefold(), ())]
    if left and left[-1].text in _NAMED:
        left = words.between(c.first - 6, c.first)
    found += _said_to_be(text, c, left, right, gap_left, gap_right)
    if text[max(0, c.span.start - 2) : c.span.start].strip() in ("", ".") and one == "<edge>":
        found.append("opens a paragraph")
    return found


_BEGINS_APPOSITION = re.compile(r"[”“\"]?,| [–—(]")
_APPOSES = re.compile(r"[”\"]?,[”\"]? | \(|[”\"]? [–—-] ")
_NAMED = frozenset(
    [
        "called",
        "named",
        "dubbed",
        "as",
        "nicknamed",
        "codenamed",
        "aka",
        "variant",
        "family",
        "strain",
    ]
)


def _said_to_be(
    text: str,
    c: Candidate,
    left: Sequence[Token],
    right: Sequence[Token],
    gap_left: str,
    gap_right: str,
) -> list[str]:
    """The kind that a noun gives it: "the X botnet", "botnet X", "a forum called X", "X, a …"."""
    nouns = _nouns()
    found = []
    if right and gap_right in (" ", "” ", '" ', "-") and (kind := nouns.get(right[0].text)):
        found.append(f"noun after={kind}")
        if right[0].text in ("ransomware", "hacking", "crime") and len(right) > 1:
            found += [f"noun after={k}" for k in [nouns.get(right[1].text)] if k]
    if left and gap_left.strip() in ("", "“", '"', ",", "(") and "\n" not in gap_left:
        if kind := nouns.get(left[-1].text):
            found.append(f"noun before={kind}")
        elif left[-1].text in _NAMED:
            kinds = [nouns[t.text] for t in reversed(left[:-1]) if t.text in nouns]
            found.append(f"named={kinds[0]}" if kinds else "named")
    article = right[0].text if right and _APPOSES.fullmatch(gap_right) else ""
    if article in ("a", "an", "the", "which", "one"):
        for token in right[1:8]:
            if re.search(r"[,.;]", text[right[0].end : token.start]):
                break
            if kind := nouns.get(token.text.removesuffix("s")):
                found.append(f"is a={kind}")
                break
    return found


_HARMED = re.compile(
    r"\b(?P<victims>(?:[Vv]ictims?|[Tt]argets?)\b[^.\n]{0,120}\b(?:includ\w*|among|such as)\b)|"
    r"\b(?P<deed>hacked|breached|attacked|extort\w*|infected|infiltrat\w+|compromised|defraud(?:ed|ing)?) |"
    r"\b(?P<attack>(?:cyber-?)?attacks? (?:on|against)|intrusions? (?:into|of)|(?:unauthori[sz]ed )?access to) |"
    r"\b(?P<taken>(?:information|data|databases?|files|records|e-?mails) (?:from|of)|cop(?:y|ies) of|delet(?:ed|ing) an?) (?:the )?$|"
    r"\b(?P<paid>(?:loss(?:es)?|restitution|refunds?) (?:to|from)) (?:the )?$|"
    r"\b(?P<claims>returns?|refunds?|claims?) "
)
_TAX = re.compile(r"\b(?:tax(?:es)? |refunds?\b|returns\b)")
_DEALT = re.compile(
    r"\b(?:with|from|by|to|that|defraud\w*|directed|trick\w*|hijacked”?|[“\"]hijacked[”\"]) (?:the )?$|, the $"
)
_ACTING = re.compile(
    r"(?i)investigat|special agents?|announced|prosecut|seized|arrested|thank|assist|field office"
)
_THEIRS = re.compile(
    r"(?:[’']s)? (?:\w+ ){0,2}(?:computers?|networks?|servers?|systems?|data(?:bases?)?|information|accounts?|websites?)\b"
)
_SENTENCE_END = re.compile(r"\n|[.!?][”\"]? (?=[A-Z“])")


def _agency_features(text: str, c: Candidate) -> list[str]:
    """An agency may be a victim too: what of its sentence says so."""
    start, end = c.span
    before = _SENTENCE_END.split(text[max(0, start - 240) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + 120])[0]
    found = ["agency"]
    harmed = [str(match.lastgroup) for match in _HARMED.finditer(before)]
    taxed = _DEALT.search(before) is not None and _TAX.search(before + after) is not None
    theirs = _THEIRS.match(after) is not None
    if not (harmed or taxed or theirs):
        return found
    found += [f"agency harmed={how}" for how in harmed]
    if _ACTING.search(before) or _ACTING.search(after[:60]):
        return [*found, "agency acts"]
    found += [f"agency harmed quietly={how}" for how in harmed]
    if taxed:
        found.append("agency of taxes")
    if theirs:
        found.append("agency's computers")
    return found


_QUOTES = str.maketrans("“”", '""')


@lru_cache(maxsize=10_000)
def _mark(gap: str) -> str:
    return (
        "para" if "\n\n" in gap else "line" if "\n" in gap else gap.translate(_QUOTES).strip()[:2]
    )


def _near(side: str, words: Sequence[Token], text: str, at: int, *, before: bool) -> list[str]:
    found: list[str] = []
    cues = _cues()
    for distance, token in enumerate(words, 1):
        gap = text[token.end : at] if before else text[at : token.start]
        if "\n" in gap or ". " in gap or "; " in gap:
            break
        word = token.text.casefold()
        if word in cues and (not token.text[:1].isupper() or word == "operation"):
            found += [f"{side}{min(distance, 2)}={k}" for k in cues[word]]
    return found


def sentence_features(sentence: str) -> list[str]:
    """What the sentence of a mention speaks of."""
    low = f" {sentence.casefold()}"
    found = []
    for feature, stems in _stems():
        for stem in stems:
            if stem in low:
                found.append(feature)
                break
    return found


@cache
def _stems() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((f"sentence {k}", tuple(v)) for k, v in table("groups_words")["sentence"].items())


def count_features(count: int, first: float) -> list[str]:
    """How often the name is used, and how early (as a part of the text)."""
    found = [
        "once" if count == 1 else "twice" if count == 2 else "often" if count < 6 else "throughout"
    ]
    if first < 0.25:
        found.append("early")
    elif first > 0.75:
        found.append("late")
    return found
