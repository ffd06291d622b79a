"""Reports that are not in English: what patterns can tell is read, the rest is left empty."""

from casewatch.reading.foreign.read import is_foreign, read_foreign

__all__ = ["is_foreign", "read_foreign"]
