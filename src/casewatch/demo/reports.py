"""The shipped reports as inputs, in the same form as anything fetched."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from casewatch.sources.fetched import Fetched, Given

#: Whose case file the demonstration shows.
SUBJECT = "Roman Seleznev"


def shipped_reports() -> Iterator[Fetched]:
    """The reports of `reports.toml`, in its order."""
    text = files("casewatch.demo").joinpath("reports.toml").read_text(encoding="utf-8")
    for row in tomllib.loads(text)["report"]:
        given = Given(
            id=row["id"],
            title=row["title"],
            published=row["published"],
            url=row["url"],
            publisher=row["publisher"],
            language="en",
        )
        yield Fetched(row["text"].strip().encode("utf-8"), "text", row["id"], given=given)
