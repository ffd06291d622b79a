"""Whether the words before a sign leave it a fact: not wished, feared, denied or yet to come."""

from __future__ import annotations

import re

_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|can|should|if|unless|until|when|expected|scheduled|set|due|hope|hopes|"
    r"not|never|nor|neither|whoever|anyone|to|faces?|facing|potentially|possible)\b[^.;:]{0,24}$|n['’]t\b[^.;]{0,12}$",
    re.IGNORECASE,
)
#: Signs that speak of what is not yet, or not at all, by their nature.
_AHEAD = frozenset({"uncharged", "charged", "awaiting", "wanted", "custody", "suspected"})
#: Signs that speak of a finding: no condition may stand before them.
_PROVEN = frozenset({"convicted", "awaiting", "sentenced", "serving", "freed"})
_IF = re.compile(r"\b(?:if|unless|until|presumed|maximum|whoever)\b|^had\b", re.IGNORECASE)
#: Not even a charge: what might come, and what is said not to be.
_NO_CHARGE = re.compile(
    r"\b(?:could|may|might|would|should|can|cannot|not|never|nobody|neither|nor|unless|whether|if|no\sone)\b[^.;:,]{0,24}$"
    r"|n['’]t\b[^.;,]{0,16}$|\b(?:nobody|no\sone|none)\b[^.;:]{0,80}$",
    re.IGNORECASE,
)
#: Wished, feared, refused or only rumoured.
_SOUGHT = re.compile(
    r"\b(?:s(?:eek|eeks|eeking|ought)|demand(?:s|ed|ing)?|request(?:s|ed|ing)?|ask(?:s|ed|ing)?\s(?:for|that)|call(?:s|ed|ing)?\sfor|"
    r"want(?:s|ed|ing)?|hop(?:e|es|ed|ing)|fear(?:s|ed|ing)?|propos(?:e|es|ed|al)|threat\w*|prospects?|risk|chance|possibility|"
    r"block(?:s|ed|ing)?|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|fights?|fighting|fought|"
    r"avoid(?:s|ed|ing)?|escap(?:e|es|ed|ing)|rumou?rs?|claims?\sthat|talks)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
#: No sentence is longer, in code points; a list without a point may be.
LONGEST = 2000
#: How far back the longest of the others begins.
_REACH = 160
#: Kinds that are done to somebody and may thus be sought or refused.
_DONE = frozenset(
    {"convicted", "sentenced", "extradited", "freed", "acquitted", "custody", "arrested"}
)


def is_real(kind: str, left: str) -> bool:
    """Whether the words before a sign leave it a fact."""
    # A bounded look back: what is one long sentence has as many signs as it has words.
    if kind in _PROVEN and _IF.search(left, max(0, len(left) - LONGEST)):
        return False
    start = max(0, len(left) - _REACH)
    if kind == "charged" and _NO_CHARGE.search(left, start):
        return False
    if kind in _DONE and _SOUGHT.search(left, start):
        return False
    return kind in _AHEAD or not _UNREAL.search(left, start)
