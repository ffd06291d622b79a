"""The one tree of exceptions: every failure that Casewatch foresees is a `CasewatchError`."""


class CasewatchError(Exception):
    """A failure that is told to the user in one line, with what to do about it.

    `stage` names the part of the flow in which it happened (fetch, clean, read, store,
    resolve, project); it is shown with the message and kept with a failed input.
    """

    stage = "run"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class FetchError(CasewatchError):
    """An input that cannot be had: missing, refused, too large, too slow."""

    stage = "fetch"


class CleanError(CasewatchError):
    """An input whose text cannot be found: torn, empty, of another kind than it says."""

    stage = "clean"


class ReadError(CasewatchError):
    """A report that a reader could not read."""

    stage = "read"


class ReaderBrokenError(ReadError):
    """A reader that can read nothing at all, because a part of it is missing."""


class StoreError(CasewatchError):
    """A store that cannot be opened, read or written."""

    stage = "store"


class EvidenceError(StoreError):
    """A fact whose quote does not stand in its report to the letter."""


class ResolveError(CasewatchError):
    """A judgement that cannot be made or taken back."""

    stage = "resolve"


class ListError(CasewatchError):
    """A reference list that cannot be loaded, kept or read."""

    stage = "reference"


class WatchError(CasewatchError):
    """A series, watch or question on change that cannot be had, kept or answered."""

    stage = "watch"


class ShareError(CasewatchError):
    """What cannot be exported, published or taken in."""

    stage = "share"


class NotFoundError(CasewatchError):
    """Nothing in the store goes by that name or id."""

    stage = "project"


class UsageError(CasewatchError):
    """A command that cannot be understood; exit status 2."""

    stage = "usage"
