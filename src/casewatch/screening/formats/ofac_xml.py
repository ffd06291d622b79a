"""OFAC's list as XML (sdn.xml): read as a stream, without entities, document types or network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from casewatch.errors import ListError
from casewatch.screening.entries import Entry, EntryKind
from casewatch.screening.formats.values import countries, text, years
from casewatch.screening.limits import Limits, torn, wrong_kind

_CHUNK = 65_536
_DEEPEST = 30
#: Paths below an entry that are kept.
_Values = dict[str, list[str]]


class _Entries:
    """Collects the texts of one entry after the other as the parser comes upon them."""

    def __init__(self, place: str, limits: Limits) -> None:
        self._place, self._limits = place, limits
        self._path: list[str] = []
        self._text: list[str] = []
        self._size = 0
        self._values: _Values | None = None
        self.root = ""
        self.done: list[_Values] = []

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        tag = tag.rpartition(" ")[2]
        self.root = self.root or tag
        self._path.append(tag)
        if len(self._path) > _DEEPEST:
            raise torn(self._place, "its elements are nested too deep")
        if len(self._path) == 2 and tag == "sdnEntry":
            self._values, self._size = {}, 0
        if self._values is not None and tag == "aka":
            # First and last name of one alias stand apart from those of the next.
            for key in ("akaList/aka/lastName", "akaList/aka/firstName"):
                self._values.setdefault(key, []).append("")
        self._text = []

    def data(self, data: str) -> None:
        self._size += len(data)
        if self._values is not None and self._size > self._limits.entry_bytes:
            raise self._limits.too_large(self._place)
        if self._values is not None:
            self._text.append(data)

    def end(self, _tag: str) -> None:
        if self._values is not None and len(self._path) > 2:
            key, value = "/".join(self._path[2:]), text("".join(self._text))
            if key.startswith("akaList/aka/") and key in self._values:
                self._values[key][-1] = value
            elif value:
                self._values.setdefault(key, []).append(value)
        if len(self._path) == 2 and self._values is not None:
            self.done.append(self._values)
            self._values = None
        self._path.pop()
        self._text = []


def read(stream: BinaryIO, place: str, source: str, limits: Limits) -> Iterator[Entry]:
    """The entries of sdn.xml. Raises `ListError`, for a document type too."""
    parser = expat.ParserCreate(namespace_separator=" ")
    entries = _Entries(place, limits)

    def refuse(*_: object) -> None:
        raise ListError(
            f"{place} declares a document type or entities, as no list does; it was not read",
            hint="nothing of it was loaded",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = entries.start
    parser.EndElementHandler = entries.end
    parser.CharacterDataHandler = entries.data
    ended = False
    while not ended:
        chunk = stream.read(_CHUNK)
        ended = not chunk
        try:
            parser.Parse(chunk, ended)
        except expat.ExpatError as problem:
            if not entries.root:
                raise wrong_kind(place, "ofac", "it is no XML") from None
            raise torn(place, str(problem)) from None
        if entries.root and entries.root != "sdnList":
            why = f"its root is {entries.root}; sdn.xml has sdnList"
            raise wrong_kind(place, "ofac", why)
        yield from (_entry(x, place, source) for x in entries.done)
        entries.done.clear()


def _entry(values: _Values, place: str, source: str) -> Entry:
    def first(key: str) -> str:
        return values.get(key, [""])[0]

    number = first("uid")
    name = _name(first("lastName"), first("firstName"))
    if not number or not name:
        raise wrong_kind(place, "ofac", "an entry has no uid or no name")
    what = first("sdnType").casefold()
    kind: EntryKind = (
        "person" if what == "individual" else "other" if what in ("vessel", "aircraft") else "group"
    )
    lasts, firsts = (
        values.get("akaList/aka/lastName", []),
        values.get("akaList/aka/firstName", []),
    )
    return Entry(
        source,
        number,
        kind,
        name,
        tuple(n for n in (_name(a, b) for a, b in zip(lasts, firsts, strict=True)) if n),
        years(values.get("dateOfBirthList/dateOfBirthItem/dateOfBirth", [])),
        countries(
            [
                *values.get("nationalityList/nationality/country", []),
                *values.get("citizenshipList/citizenship/country", []),
            ]
        ),
        "; ".join(values.get("programList/program", [])),
    )


def _name(last: str, first: str) -> str:
    return f"{last}, {first}" if last and first else last or first
