"""Through whom words reached the report: the outlet or document that carried them."""

from __future__ import annotations

import re

from casewatch.model.spans import Span
from casewatch.reading.prepared import Prepared

_NAME = r"(?P<via>(?:the\s+)?[A-Z][\w.&’'-]*(?:\s+(?:of|and|the|for)?\s?[A-Z][\w.&’'-]*){0,5})"
_OUTLET = re.compile(
    r"(?:[Aa]s (?:first )?reported by|(?:an|his|her|their) interview (?:with|to)|(?:statement|comments|remarks|email|e-mail) (?:to|in)"
    r"|\b(?:told|speaking to|spoke to|speaking with)|first reported by|reported by|quoted by|cited by|[Aa]ccording to)\s+"
    + _NAME
)
_DOCUMENT = re.compile(
    r"\b(?:in|on|through|via)\s+(?:a|an|his|her|their|its|the)\s+(?P<via>(?:[\w’-]+\s+){0,4}?"
    r"(?:plea agreement|agreement|statement|memo|memorandum|affidavit|complaint|indictment|filing|filings|letter|report|interview|"
    r"press release|post|tweet|blog post|video|chat|message|email|e-mail|court documents|article|advisory))\b"
)
_READERS = frozenset(["the", "him", "her", "them", "us", "reporters"])


def carrier(prepared: Prepared, frame: Span, speaker: str) -> str | None:
    """The outlet or document that `frame`, where speaker and verb stand, says carried the words."""
    text = prepared.text
    for pattern in (_OUTLET, _DOCUMENT):
        match = pattern.search(text, frame.start, frame.end)
        if match is not None:
            via = " ".join(match["via"].split()).removeprefix("the ").rstrip(".,’'")
            words = set(via.casefold().split())
            if via and not words & set(speaker.casefold().split()) and not words & _READERS:
                return via
    return None
