"""How much of a reference file is taken."""

from __future__ import annotations

from dataclasses import dataclass

from casewatch.errors import ListError


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one list: entries, names, bytes of one entry in its file, and of the file."""

    entries: int = 1_000_000
    names: int = 3_000_000
    entry_bytes: int = 8_000_000
    file_bytes: int = 8_000_000_000

    def too_many(self, place: str, what: str) -> ListError:
        """The error for a list with more entries or names than are taken."""
        most = self.entries if what == "entries" else self.names
        return ListError(
            f"{place} has more than {most:,} {what}; nothing of it was loaded",
            hint="load the part of it that you need",
        )

    def too_large(self, place: str) -> ListError:
        """The error for one entry that is larger than any entry is."""
        return ListError(
            f"{place} has an entry of more than {self.entry_bytes // 1_000_000} MB; "
            "nothing of it was loaded",
            hint="is it a list of that kind?",
        )


def wrong_kind(place: str, kind: str, why: str) -> ListError:
    """The error for a file that is no list of the kind said."""
    return ListError(f"{place} is no {kind} list: {why}", hint="nothing of it was loaded")


def torn(place: str, why: str) -> ListError:
    """The error for a file that ends or breaks in its middle."""
    return ListError(f"{place} is torn: {why}", hint="fetch it again; nothing of it was loaded")
