"""Media types of TAXII 2.1, and what a client accepts."""

from __future__ import annotations

TAXII = "application/taxii+json;version=2.1"
STIX = "application/stix+json;version=2.1"
_LONGEST = 2_000


def accepts(header: str | None) -> bool:
    """Whether a client that sends this `Accept` takes TAXII 2.1; one that sends none does."""
    if not header or not header.strip():
        return True
    return any(_fits(part) for part in header[:_LONGEST].split(","))


def _fits(part: str) -> bool:
    name, *rest = (p.strip().casefold() for p in part.split(";"))
    given = dict(p.split("=", 1) for p in rest if "=" in p)
    if given.get("q", "1").strip() in ("0", "0.0", "0.00", "0.000"):
        return False
    if name in ("*/*", "application/*"):
        return True
    return name == "application/taxii+json" and given.get("version", "2.1").strip('"') == "2.1"
