"""Case files: what is known of one person or group, now or as of a date, with its words.

A projection of a resolution; it reads no clock and no store, and can be thrown away.
"""

from casewatch.cases.build import case_files
from casewatch.cases.lookup import find_case
from casewatch.cases.model import CaseFile
from casewatch.cases.outward import case_to_json, copies_line

__all__ = ["CaseFile", "case_files", "case_to_json", "copies_line", "find_case"]
