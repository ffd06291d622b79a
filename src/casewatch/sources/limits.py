"""How much of an input is taken: sizes in bytes, times in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from casewatch.errors import FetchError


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run. Sizes are of one report; `seconds` is for one address in all.

    `unpack_ratio` is how many times its size a packed body may be unpacked; `mail_bytes` holds for
    a message with all its attachments, `mail_parts` and `mail_depth` for their number and nesting.
    """

    text_bytes: int = 20_000_000
    download_bytes: int = 20_000_000
    unpack_ratio: int = 200
    pdf_pages: int = 2_000
    pdf_seconds: float = 120.0
    mail_depth: int = 20
    mail_parts: int = 200
    mail_bytes: int = 60_000_000
    seconds: float = 30.0
    redirects: int = 5
    ocr_seconds: float = 600.0

    def too_large(self, what: str) -> FetchError:
        """The error for something larger than one report may be."""
        most = self.text_bytes // 1_000_000
        return FetchError(
            f"{what} is larger than {most} MB, which is no single report",
            hint="split it into reports, one a file or one a line of a .jsonl file",
        )

    def too_long(self, what: str) -> FetchError:
        """The error for a download beyond its bound."""
        most = self.download_bytes / 1_000_000
        return FetchError(
            f"{what} is larger than {most:,.6g} MB", hint="it is left out; save it and split it"
        )
