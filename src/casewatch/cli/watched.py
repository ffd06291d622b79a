"""What the commands on watching share: the file of watches, and series by name."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from casewatch.errors import UsageError, WatchError

if TYPE_CHECKING:
    from casewatch.watching.asked import Field
    from casewatch.watching.dispersion import Floats
    from casewatch.watching.imported import Imported
    from casewatch.watching.kept import Kept, Watch
    from casewatch.watching.model import Series


def full_day(value: str | None) -> date | None:
    """A day given as `YYYY-MM-DD`. Raises `UsageError` for anything else."""
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise UsageError(f"{value} is no day", hint="write YYYY-MM-DD")
    return found


class Desk:
    """The watches beside a store, and the store itself, opened when first asked for."""

    def __init__(self, store_url: str | None) -> None:
        from casewatch.store.opening import default_url, path_of
        from casewatch.watching.kept import load, place_of

        self._url = store_url or default_url()
        self.path: Path = place_of(path_of(self._url))
        self.kept: Kept = load(self.path)
        self._open = ExitStack()
        self._beliefs: dict[str, Floats] = {}

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    @cached_property
    def field(self) -> Field:
        """The case files of the store."""
        from casewatch.store import Store
        from casewatch.watching.asked import Field

        return Field.of(self._open.enter_context(Store.open(self._url, readonly=True)))

    def keep(self, kept: Kept) -> None:
        """Write the watches anew."""
        from casewatch.watching.kept import save

        save(self.path, kept)
        self.kept = kept

    def imported(self, name: str) -> Imported:
        """An imported file by name. Raises `WatchError` where there is none."""
        found = self.kept.imports.get(name)
        if found is None:
            known = ", ".join(sorted(self.kept.imports)) or "none"
            raise WatchError(
                f"no imported series {name} (there are: {known})",
                hint="load them with: casewatch watch import FILE.csv",
            )
        return found

    def series(self, watch: Watch) -> Series:
        """The series of a watch. Raises `CasewatchError` where there is none."""
        if watch.series:
            return self.imported(watch.series).series(watch.subject)
        return self.field.watched(watch, full_day(watch.since))

    def belief(self, watch: Watch) -> Floats:
        """What other series of the same field say of how wild counts are."""
        from casewatch.watching.asked import active, imported_field
        from casewatch.watching.dispersion import belief_from

        if watch.series not in self._beliefs:
            if watch.series:
                others = [s for s, _ in imported_field(self.imported(watch.series), "")]
            else:
                others = [
                    s
                    for case in self.field.projection.cases
                    if any((s := self.field.series(case, linked=False)).known)
                ]
            self._beliefs[watch.series] = belief_from(active(s) for s in others)
        return self._beliefs[watch.series]
