"""From raw text to the clean text of a report: furniture off, date, title and publisher found."""

from casewatch.sources.clean.report import Cleaned, clean_text

__all__ = ["Cleaned", "clean_text"]
