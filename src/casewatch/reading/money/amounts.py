"""Sums of money as reports write them: figure, scale and currency, found by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.reading.numbers import WORDS, scale_of, value
from casewatch.reading.tables import table
from casewatch.reading.text.search import either, lowered


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as said, in units of its currency; `span` holds figure and currency."""

    span: Span
    amount: float
    currency: str


_TABLE = table("currencies")
_SIGNS: dict[str, str] = _TABLE["signs"]
_CODES = [*_TABLE["codes"]["iso"], *_TABLE["codes"]["crypto"]]
_NAMES: dict[str, str | list[str | int]] = _TABLE["names"]
_LETTERS = "mm|mn|m|bn|b|k|tn|t"
_SCALES = "hundred|thousand|million|billion|trillion|mln|mio|bln|lakh|crore"

_FIGURE = (
    r"(?:\d{1,3}(?:(?:,|\.|[\u00a0\u202f ]|['’])\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,15}(?:\.\d{1,12}|,\d{1,2}(?!\d))?)"
)
_SCALE = rf"(?:\+?[\s-]?(?:{_SCALES})\b|\+?\s?(?:{_LETTERS})\b)"
_ABBREVIATED = either(re.escape(s) for s in _SIGNS)
_BEFORE = re.compile(
    rf"(?P<sign>{_ABBREVIATED}|(?:US\s)?\b(?:{either(_CODES)}))\s{{0,2}}(?P<figure>{_FIGURE})(?P<scale>{_SCALE})?"
    rf"(?P<range>\s?(?:-|–|—|to|and)\s?(?:{_ABBREVIATED})?\s?(?P<second>{_FIGURE})(?P<scale2>{_SCALE}))?"
    rf"(?:\s(?P<code>{either(_CODES)})\b)?",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"[$€£¥₽₹₩₴₦₪₺₱฿₫₿Ξ]|(?P<code>[A-Z]{3,4}(?![A-Za-z]))|(?:RM|Rs\.?|Kč|zł)(?=\s?\d)"
)
_KNOWN_CODES = frozenset(_CODES)
_WORDS_SUM = rf"(?:half\sa|a\shalf|a\squarter\sof\sa|a)\s(?:{_SCALES})|{WORDS}"
_NAME = either(re.escape(n) for n in _NAMES)
_BEHIND = re.compile(
    rf"(?:(?P<figure>{_FIGURE})(?P<scale>{_SCALE})?|(?P<words>{_WORDS_SUM}))[\s-](?P<name>{_NAME}|{either(_CODES)})(?!\w)",
    re.IGNORECASE,
)
_NAME_STEMS = sorted({n.split()[-1] for n in _NAMES if not n.startswith("bitcoin ")} | {"bitcoin"})
_LAST_WORD = re.compile(
    rf"[\s-](?:{either(re.escape(s) for s in _NAME_STEMS)}|{either(_CODES).lower()})(?!\w)"
)


_YEAR = re.compile(r"(?:19|20)\d\d")
_IN = re.compile(r"\b(?:in|since|of|by|early|late|mid)[\s-]+$", re.IGNORECASE)


def find_sums(report: Report) -> tuple[Sum, ...]:
    """Every sum that `report` states with a figure, in order, without overlap.

    "Tens of millions of dollars" is no sum.
    """
    found = [*_signed(report), *_named(report)]
    found.sort(key=lambda s: (s.span.start, -s.span.end))
    out: list[Sum] = []
    for item in found:
        if not out or item.span.start >= out[-1].span.end:
            out.append(item)
    return tuple(out)


def home_dollar(report: Report) -> str:
    """The currency of a bare dollar sign in `report`, by its outlet."""
    return _home_dollar(report.publisher, report.url.split("//")[-1].split("/")[0])


@lru_cache(maxsize=256)
def _home_dollar(publisher: str, host: str) -> str:
    outlet, host = publisher.casefold(), host.casefold()
    for currency, words in _TABLE["home"].items():
        for word in words:
            if host.endswith(word) if word.startswith(".") else re.search(rf"\b{word}\b", outlet):
                return str(currency)
    return "USD"


def figure(text: str, scaled: bool = False) -> Decimal | None:
    """The value of figures with English or continental separators."""
    text = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?", text) or (
        not scaled and re.fullmatch(r"\d{1,3}\.\d{3}", text) and not text.startswith("0")
    ):
        text = text.replace(".", "").replace(",", ".")  # 1.500.000,50 and 450.000
    elif re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.replace(",", ".")  # 2,5 million
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _scaled(digits: str, scale: str | None) -> float | None:
    number = figure(digits, scaled=bool(scale))
    by = scale_of(scale.strip(" +-")) if scale else 1.0
    return None if number is None or by is None else float(number * Decimal(by))


@cache
def _currency_of(sign: str) -> str | None:
    folded = sign.upper().replace("US ", "", 1) if sign.upper().startswith("US ") else sign.upper()
    for known, code in _SIGNS.items():
        if known.upper() == folded:
            return code
    return "CNY" if folded == "RMB" else folded if folded in _CODES else None


def _signed(report: Report) -> Iterator[Sum]:
    """Sums with their sign or code in front: "US$93m", "EUR 1 billion", "$4 to $5 million"."""
    text, done = report.text, 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start < done or (anchor["code"] and anchor["code"] not in _KNOWN_CODES):
            continue
        for back in (6, 5, 4, 3, 2, 1, 0):  # letters of the sign before the anchor: "US$", "A$"
            at = start - back
            if at < done or (at > 0 and text[at - 1].isalnum()):
                continue
            m = _BEFORE.match(text, at)
            if m and m.start("figure") > start:
                break
        else:
            continue
        done = m.end()
        yield from _of_match(report, m)


def _of_match(report: Report, m: re.Match[str]) -> Iterator[Sum]:
    currency = _currency_of(m["sign"])
    if m["sign"] == "$":
        currency = m["code"].upper() if m["code"] else home_dollar(report)
    if currency is None:
        return
    end = m.end() if m["code"] and m["code"].upper() == currency else m.end("scale")
    if end < 0:
        end = m.end("figure")
    shared = m["scale2"] if m["range"] and re.fullmatch(r"[\d.]{1,4}", m["figure"]) else None
    first = _scaled(m["figure"], m["scale"] or shared)
    if first is not None:
        yield Sum(Span(m.start(), end), first, currency)
    if m["range"]:
        second = _scaled(m["second"], m["scale2"])
        if second is not None:
            yield Sum(Span(m.start("second"), m.end("scale2")), second, currency)


def _named(report: Report) -> Iterator[Sum]:
    """Sums with their currency behind: "12 million euros", "712 BTC", "half a million dollars"."""
    text = report.text
    low = lowered(text)
    for anchor in _LAST_WORD.finditer(low):
        m = None
        for m in _BEHIND.finditer(text, max(0, anchor.start() - 60), anchor.end() + 8):
            if m.end() >= anchor.end():
                break
        if m is None or m.end() < anchor.end() or not _starts_clean(text, m.start()):
            continue
        found = _NAMES.get(m["name"].casefold(), m["name"].upper())
        currency, least = (
            (str(found[0]), float(found[1])) if isinstance(found, list) else (found, 0)
        )
        if _is_year(text, m) or not _is_written_so(m["name"]):
            continue
        amount = _scaled(m["figure"], m["scale"]) if m["figure"] else _worded(m["words"])
        if amount is not None and amount >= least:
            yield Sum(Span(*m.span()), amount, "CNY" if currency == "RMB" else currency)


def _is_year(text: str, m: re.Match[str]) -> bool:
    """Whether the figure is the year of a sentence such as "in 2020 bitcoin rose"."""
    if not m["figure"] or m["scale"] or not _YEAR.fullmatch(m["figure"]):
        return False
    return _IN.search(text, max(0, m.start() - 9), m.start()) is not None


def _is_written_so(name: str) -> bool:
    """Codes are written in capitals; "sol" and "ada" in small letters are other words."""
    return name.casefold() in _NAMES or name.isupper() or name in ("usd", "eur", "btc")


def _starts_clean(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in ".,/-")


def _worded(words: str) -> float | None:
    """A sum in words; "a dollar" and "one bitcoin" are ways of speaking, not sums."""
    lowered = re.sub(r"\s+", " ", words.casefold())
    for phrase, part in (("half a", 0.5), ("a half", 0.5), ("a quarter of a", 0.25)):
        if lowered.startswith(phrase):
            scale = scale_of(lowered[len(phrase) :].strip())
            return part * scale if scale else None
    number = value(lowered)
    return number if number is not None and number > 1 else None
