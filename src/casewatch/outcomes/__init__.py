"""Outcomes: terms and times of like cases, and one sentence beside its peers.

A projection of case files; each person counts once, whatever the number of reports and copies.
"""

from casewatch.outcomes.compare import Comparison, Summary, beside, summary
from casewatch.outcomes.gather import outcomes
from casewatch.outcomes.model import FEWEST, Outcome, Stake

__all__ = ["FEWEST", "Comparison", "Outcome", "Stake", "Summary", "beside", "outcomes", "summary"]
