"""Money in a report: sums as written, what each of them is, and whom it concerns.

text -> amounts (figure and currency) -> kinds (a fitted classifier) -> the case's sums
"""

from casewatch.reading.money.find import find_money

__all__ = ["find_money"]
