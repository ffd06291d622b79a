"""Schemes: how the crime worked, by kind and set of people.

phrases (where a kind is told of) -> features of a kind in the report -> is it one of the case's?
-> whom it concerns and in which years
"""

from casewatch.reading.schemes.find import find_schemes

__all__ = ["find_schemes"]
