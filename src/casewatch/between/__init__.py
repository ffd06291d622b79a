"""Between states: who surrendered whom to whom, who acted together, exchanged, accused.

A projection of case files, as they are one of facts and decisions; it holds no truth of its own.
"""

from casewatch.between.build import cooperation
from casewatch.between.model import Cooperation
from casewatch.between.outward import cooperation_to_json, rows_to_json

__all__ = ["Cooperation", "cooperation", "cooperation_to_json", "rows_to_json"]
