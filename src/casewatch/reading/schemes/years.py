"""The years of a crime: "from at least May 2018 through October 2021", "between 2011 and 2018"."""

from __future__ import annotations

import re

from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate

_RANGE = re.compile(
    r"(?i)\b(?:from|between|beginning|starting|since|as early as)\b[^.;]{0,45}?\b((?:19|20)\d\d)\b(?:[^.;]{0,60}?\b(?:to|through|until|and|till|continuing|up to|[–-])\b[^.;]{0,40}?\b((?:19|20)\d\d)\b)?"
)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A time in custody or in office, a statute or a programme gives no years of a crime.
_OTHER = re.compile(
    r"(?i)\b(?:custody|sentenced|served|imprison\w*|employed|worked|elected|since its|convictions)\b"
)


#: The year of one deed: "In November 2022", "on March 3, 2019".
_DEED = re.compile(
    r"(?i)\b(?:in|on|during|around|about|of)(?: or (?:about|around))?(?: (?:early|late|mid)[- ]?)? ?(?:[a-z]{3,9}\.? ?)?(?:\d{1,2},? )?((?:19|20)\d\d)\b"
)
#: What courts and police did is dated too, and is no deed.
_PROCEDURE = re.compile(
    r"(?i)\b(?:arrest\w*|charg\w+|sentenc\w+|plead\w*|pled|convict\w*|indict\w*|extradit\w+|seiz\w+|unseal\w+|announc\w+|guilty|trial|act of|complaint|court)\b"
)


def years(prepared: Prepared, cast: Cast, candidate: Candidate) -> tuple[str | None, str | None]:
    """The first and last year, `YYYY`, as a sentence about the scheme gives them.

    Where none does, those of the first full range told of a person or a group: reports tell the
    time of the crime once, at the head of what is alleged. Failing that, the year of a deed.
    """
    text = prepared.text
    for sentence in candidate.sentences:
        match = _RANGE.search(text, sentence.start, sentence.end)
        if match:
            return match.group(1), match.group(2)
    places = (prepared.sentence_at(m.start()) for m in _YEAR.finditer(text))
    for sentence in dict.fromkeys(s for s in places if s is not None):
        match = _RANGE.search(text, sentence.start, sentence.end)
        if match is None or match.group(2) is None or match.group(2) < match.group(1):
            continue
        if _OTHER.search(prepared.words(sentence)) is None and cast.within(
            sentence.span, "person", "group"
        ):
            return match.group(1), match.group(2)
    for sentence in candidate.sentences:
        match = _DEED.search(text, sentence.start, sentence.end)
        if match and _PROCEDURE.search(prepared.words(sentence)) is None:
            return match.group(1), None
    return None, None
