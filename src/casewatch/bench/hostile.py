"""Texts made to be slow: one unit repeated to any length, each aimed at one part of the reader."""

from __future__ import annotations

#: What is repeated, by a name for the text.
UNITS = {
    "nested quotes": '“"‘',
    "quotes in quotes": "“he said “she said 'they said \"it ",
    "commas": ",",
    "commas and words": "a, ",
    "capitals": "A",
    "capitalised words": "Alpha Beta Gamma ",
    "initials": "A B C D ",
    "and": "and ",
    "capitalised words and": "Ivan and ",
    "names, dates, deeds": "Ivan Examplov of Exampleville was arrested on 3 May 2024 and sold stolen cards with Mara Testova, ",
    "letterless speech": "“a ”",
    "one name": "Ivan Examplov, 34, of Testville, ",
    "sums": "$1,000,000 million and ",
    "figures": "1,000 ",
    "digits": "1",
    "aliases": "a.k.a. ",
    "dates": "on May 3, 2020 ",
    "triggers": "sentenced to ",
    "pleas": "He pleaded guilty and was sentenced to 5 years in prison. ",
    "one sentence": "Ivan Examplov was charged, and ",
    "line breaks": "\n",
    "points": ".",
    "addresses": "http://a.b/c.",
    "hyphens": "A-b-",
    "offices": "Department of Justice of ",
    "possessives": "X's ",
    "speech": "said that ",
}

#: A report as others are, to be repeated: what grows in it grows in all kinds.
STORY = (
    "SPRINGFIELD – Ivan Examplov, 34, of Testville, was sentenced today to 60 months in prison "
    "for his role in a scheme that stole $2,000,000 from banks. “He hurt many people,” said "
    "U.S. Attorney Mara Testova. Examplov, also known as “exvan,” pleaded guilty in May 2020.\n"
    "According to court documents, he sold stolen cards on a forum called Testmarket.\n\n"
)


def repeated(unit: str, size: int) -> str:
    """`unit` over and over, `size` code points in all."""
    return (unit * (size // len(unit) + 1))[:size]
