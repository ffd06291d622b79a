"""Payment-card numbers and magnetic-stripe data, counted and masked before anything is kept.

Numbers are told by the issuers' ranges and lengths (ISO/IEC 7812) and the Luhn check digit
(ISO/IEC 7812-1, annex B); tracks by the layouts of ISO/IEC 7813. Telephone, case and account
numbers (IBAN), device numbers (IMEI) and addresses of cryptocurrencies stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Stands for each masked character, so that lengths and spans hold.
MASK = "•"

_SEPARATORS = " \u00a0\u2007\u2009\u202f.\\-\u2010\u2011\u2012\u2013"
_NUMBER = re.compile(rf"(?<![\w+])(?<!\d\.)\d(?:[{_SEPARATORS}]?\d){{11,22}}(?!\d)(?![^\W\d_])")
_LIKELY = re.compile(rf"\d(?:[{_SEPARATORS}]?\d){{11}}")
_TRACK_1 = re.compile(r"%?[Bb]\d{12,19}\^[^^\n]{2,40}\^\d{4,7}[^?\n ]{0,60}\??")
_TRACK_2 = re.compile(r"(?<!\d);?\d{13,19}[=D]\d{7,30}\??")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)")
_DEVICE = re.compile(
    r"(?:imei|imsi|iccid|tracking|docket|serial)\W{0,3}(?:no\.?|number|nr\.?|#)?\W{0,3}$", re.I
)

# First digits of each issuer and the lengths of its numbers: (from, to, lengths), the bounds
# with as many digits as are compared.
_ISSUERS: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4, 4, frozenset({13, 16, 19})),  # Visa
    (51, 55, frozenset({16})),  # Mastercard
    (2221, 2720, frozenset({16})),
    (34, 34, frozenset({15})),  # American Express
    (37, 37, frozenset({15})),
    (300, 305, frozenset({14, 16, 19})),  # Diners Club
    (3095, 3095, frozenset({14, 16, 19})),
    (36, 36, frozenset({14, 16, 19})),
    (38, 39, frozenset({14, 16, 19})),
    (6011, 6011, frozenset({16, 19})),  # Discover
    (644, 649, frozenset({16, 19})),
    (65, 65, frozenset({16, 19})),
    (3528, 3589, frozenset({16, 19})),  # JCB
    (62, 62, frozenset({16, 17, 18, 19})),  # UnionPay
    (81, 81, frozenset({16, 17, 18, 19})),
    (2200, 2204, frozenset({16, 17, 18, 19})),  # Mir
    (5018, 5018, frozenset(range(12, 20))),  # Maestro
    (5020, 5020, frozenset(range(12, 20))),
    (5038, 5038, frozenset(range(12, 20))),
    (5893, 5893, frozenset(range(12, 20))),
    (6304, 6304, frozenset(range(12, 20))),
    (6759, 6763, frozenset(range(12, 20))),
    (60, 60, frozenset({16})),  # RuPay
    (82, 82, frozenset({16})),
    (508, 508, frozenset({16})),
    (9792, 9792, frozenset({16})),  # Troy
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text of the same length without card data, and how many numbers and tracks were in it."""

    text: str
    cards: int = 0
    tracks: int = 0

    @property
    def count(self) -> int:
        """Card numbers and tracks together."""
        return self.cards + self.tracks


def luhn_valid(digits: str) -> bool:
    """Whether the last of `digits` is the Luhn check digit of the others."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def is_card_number(digits: str) -> bool:
    """Whether `digits` (nothing else) has an issuer's range and length, and a valid check digit."""
    size = len(digits)
    if size < 12 or len(set(digits)) < 2:
        return False
    known = any(
        low <= int(digits[: len(str(low))]) <= high and size in sizes
        for low, high, sizes in _ISSUERS
    )
    return known and luhn_valid(digits)


def mask_cards(text: str) -> Masked:
    """`text` with card numbers and track data masked, character for character."""
    # Track 2 and card numbers both hold twelve digits in a row, but for separators.
    if _LIKELY.search(text) is None:
        return Masked(text)
    spans: list[tuple[int, int]] = []
    tracks = 0
    for pattern in (_TRACK_1, _TRACK_2):
        for match in pattern.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b in spans):
                spans.append(match.span())
                tracks += 1
    cards = 0
    kept = [m.span() for m in _IBAN.finditer(text) if _iban_valid(m.group())]
    for match in _NUMBER.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in kept + spans):
            continue
        if _DEVICE.search(text, max(0, match.start() - 30), match.start()):
            continue
        found = _card_in(match.group())
        if found:
            spans.append((match.start() + found[0], match.start() + found[1]))
            cards += 1
    if not spans:
        return Masked(text)
    chars = list(text)
    for start, end in spans:
        for i in range(start, end):
            if chars[i].isalnum():
                chars[i] = MASK
    return Masked("".join(chars), cards, tracks)


def _card_in(found: str) -> tuple[int, int] | None:
    """The stretch of a row of digits and separators that is a card number, or None.

    A row may hold more after the number (an expiry date, a security code): groups are left off
    from its end, and from its beginning, until the rest is a card number.
    """
    groups = [m.span() for m in re.finditer(r"\d+", found)]
    for first in range(len(groups)):
        start = groups[first][0]
        if first and found[start - 1] == "." and start - 1 - groups[first - 1][0] < 3:
            # Digits after a decimal point.
            continue
        for last in range(len(groups), first, -1):
            chosen = groups[first:last]
            digits = "".join(found[a:b] for a, b in chosen)
            if len(digits) < 12:
                break
            if len(digits) <= 19 and _grouped_like_a_card(chosen, found) and is_card_number(digits):
                return chosen[0][0], chosen[-1][1]
    return None


def _grouped_like_a_card(groups: list[tuple[int, int]], found: str) -> bool:
    sizes = [b - a for a, b in groups]
    if len(sizes) == 1:
        return True
    marks = {found[groups[i][1]] for i in range(len(groups) - 1)}
    return len(marks) == 1 and all(3 <= s <= 8 for s in sizes[:-1]) and 1 <= sizes[-1] <= 8


def _iban_valid(text: str) -> bool:
    """Whether `text` is an IBAN by its check digits (ISO 13616, ISO 7064 mod 97-10)."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
