"""An entry of a list: one person or group with all its names, as the list gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, cast

#: What an entry is; `other` for ships, aircraft, malware and the like.
EntryKind = Literal["person", "group", "other"]
#: Of one entry so many names are kept.
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `born` are years, `countries` ISO 3166 alpha-2 codes, `note` a few words.

    `source` is the name of its list, or `store` for a case file; `id` is the entry's own there.
    """

    source: str
    id: str
    kind: EntryKind
    name: str
    aliases: tuple[str, ...] = ()
    born: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    note: str = ""
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = dict.fromkeys((self.name, *self.aliases))
        object.__setattr__(self, "names", tuple(found)[:MOST_NAMES])

    def to_json(self) -> dict[str, Any]:
        """The entry by names of its fields, as it is kept and printed."""
        return {
            "source": self.source,
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "aliases": list(self.aliases),
            "born": list(self.born),
            "countries": list(self.countries),
            "note": self.note,
        }


def entry_from_json(value: dict[str, Any]) -> Entry:
    """The entry that `Entry.to_json` gave."""
    return Entry(
        source=str(value["source"]),
        id=str(value["id"]),
        kind=cast(EntryKind, value["kind"]),
        name=str(value["name"]),
        aliases=tuple(value["aliases"]),
        born=tuple(value["born"]),
        countries=tuple(value["countries"]),
        note=str(value["note"]),
    )
