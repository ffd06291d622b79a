"""Dates in a text: their forms, what they mean, and the calendar behind them.

text -> forms and words (where a date stands) -> values (which day it is) -> mentions
"""

from casewatch.reading.dates.find import DateMention, find_dates

__all__ = ["DateMention", "find_dates"]
