"""Series from outside: incidents or counts by day in a CSV file, as leak sites or sensors give."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from casewatch.errors import WatchError
from casewatch.watching.model import Series
from casewatch.watching.weeks import day_of, monday, weeks

MOST_ROWS = 5_000_000
#: No count of one row is believed above that.
MOST_COUNT = 1_000_000
DATES, SUBJECTS, COUNTS = ("date", "day", "published"), ("subject", "group", "name"), ("count", "n")


@dataclass(frozen=True, slots=True)
class Imported:
    """All series of one file: counts by week, for each subject; None is a count not known.

    A week in which no row of any subject falls is a gap: whoever collected was not there.
    """

    name: str
    first: date
    last: date
    counts: Mapping[str, Mapping[date, int | None]]

    def subjects(self) -> tuple[str, ...]:
        """The names, sorted."""
        return tuple(sorted(self.counts))

    def series(self, subject: str) -> Series:
        """The series of one subject. Raises `WatchError` for one that is not there."""
        own = self.counts.get(subject)
        if own is None:
            raise WatchError(
                f"no series {subject} in {self.name}",
                hint="its subjects: " + ", ".join(self.subjects()[:8]),
            )
        volume: Counter[date] = Counter()
        for counts in self.counts.values():
            volume.update({week: n or 0 for week, n in counts.items()})
        every = list(weeks(self.first, self.last))
        return Series(
            subject=subject,
            first=every[0],
            counts=tuple(own.get(w, 0) if w in volume else None for w in every),
            volume=tuple(volume.get(w, 0) for w in every),
            whole=self.last.weekday() == 6,
            imported=True,
        )

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept."""
        return {
            "name": self.name,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "counts": {
                s: {w.isoformat(): n for w, n in sorted(self.counts[s].items())}
                for s in self.subjects()
            },
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Imported:
        """The opposite of `to_json`. Raises `ValueError`, `KeyError` or `TypeError`."""
        counts = {
            str(s): {date.fromisoformat(w): (None if n is None else int(n)) for w, n in own.items()}
            for s, own in kept["counts"].items()
        }
        first, last = date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])
        return cls(str(kept["name"]), first, last, counts)


def _column(header: Iterable[str], names: Iterable[str]) -> str | None:
    by_name = {h.strip().casefold(): h for h in header if h}
    return next((by_name[n] for n in names if n in by_name), None)


def _count(text: str | None, where: str) -> int | None:
    if text is None or not text.strip():
        return None
    try:
        count = int(text)
    except ValueError:
        raise WatchError(f"{where}: {text[:40]!r} is no count") from None
    if count < 0:
        raise WatchError(f"{where}: a count is negative ({count})")
    if count > MOST_COUNT:
        raise WatchError(f"{where}: a count is too large ({count})")
    return count


def read_csv(path: Path, name: str = "", today: date | None = None) -> Imported:
    """The series of a CSV file with a date and a subject in each row, and a count or none.

    Columns go by their heads: `date` (or day, published), `subject` (or group, name), `count`
    (or n). Without a count each row is one incident, and rows that repeat an `incident_id` of
    the same subject count once. An empty count is one not known. Rows may come in any order.
    Raises `WatchError`, naming the line, for a date that is none or lies after `today`, a count
    that is negative or none, a missing column, no rows.
    """
    counts: dict[str, dict[date, int | None]] = defaultdict(dict)
    days: list[date] = []
    seen: set[tuple[str, str]] = set()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            header = rows.fieldnames or ()
            dated, named = _column(header, DATES), _column(header, SUBJECTS)
            counted, known = _column(header, COUNTS), _column(header, ["incident_id", "id"])
            if dated is None or named is None:
                raise WatchError(
                    f"{path}: no column with the {'date' if dated is None else 'subject'}",
                    hint="the first line must name the columns date and subject, or also count",
                )
            for number, row in enumerate(rows, 2):
                where = f"{path}, line {number}"
                day, subject = day_of((row[dated] or "").strip()), (row[named] or "").strip()
                if day is None:
                    raise WatchError(f"{where}: {row[dated]!r} is no date", hint="YYYY-MM-DD")
                if today is not None and day > today:
                    raise WatchError(f"{where}: {day} has not come yet")
                if not subject:
                    raise WatchError(f"{where}: no subject")
                if number > MOST_ROWS:
                    raise WatchError(f"{path}: more than {MOST_ROWS:,} rows")
                count = _count(row[counted], where) if counted else 1
                if not counted and known and row[known]:
                    if (subject, row[known]) in seen:
                        continue
                    seen.add((subject, row[known]))
                days.append(day)
                week = monday(day)
                before = counts[subject].get(week, 0)
                known_both = before is not None and count is not None
                counts[subject][week] = (before or 0) + (count or 0) if known_both else None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WatchError(f"{path} cannot be read: {error}") from error
    if not days:
        raise WatchError(f"{path}: no rows")
    return Imported(name or path.stem, min(days), max(days), dict(counts))
