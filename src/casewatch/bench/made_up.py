"""Made-up people, names, mentions and reports for measurements; the same for the same seed.

Names are drawn with the frequencies of real ones (few are common, most are rare), from the
shipped word lists and from syllables; they mean nobody.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache

from casewatch.model.reading import Event, Person, Reading
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.reading.tables import lines
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.mentions import Mention

#: Longer ones first, as somebody would write a foreign name in Cyrillic.
_CYRILLIC = (
    "sch щ sh ш ch ч zh ж kh х ts ц ck к ya я yu ю yo ё ph ф oo у ee и th т qu кв a а b б c к d д "
    "e е f ф g г h х i и j дж k к l л m м n н o о p п q к r р s с t т u у v в w в x кс y й z з"
)
_ENDINGS = ("ov", "enko", "escu", "sson", "ez", "idis", "yan", "uk", "ski", "ova", "", "", "", "")
_COUNTRIES = ("RU", "UA", "US", "RO", "NG", "CN", "BR", "IN", "GB", "DE")


@cache
def _words(name: str) -> tuple[str, ...]:
    """The words of a list, in an order that has nothing to do with the alphabet."""
    words = sorted(set(" ".join(lines(name)).split()))
    random.Random(1).shuffle(words)  # noqa: S311 - reproducible, not secret
    return tuple(words)


def _common(rng: random.Random, words: Sequence[str]) -> str:
    """A word, the first ones most often (frequency about one over rank)."""
    return words[min(len(words) - 1, int(len(words) ** rng.random()) - 1)]


def _surname(rng: random.Random) -> str:
    families = _words("family_names")
    if rng.random() < 0.4:
        return _common(rng, families)
    stems = rng.choice(families)[: rng.randint(2, 4)] + rng.choice(families)[: rng.randint(2, 4)]
    return stems + rng.choice(_ENDINGS)


def made_names(count: int, seed: int = 7) -> list[str]:
    """So many names of two or three words."""
    rng = random.Random(seed)  # noqa: S311
    found = []
    for _ in range(count):
        words = [_common(rng, _words("given_names")), _surname(rng)]
        if rng.random() < 0.3:
            words.insert(1, _common(rng, _words("given_names")))
        found.append(" ".join(w.title() for w in words))
    return found


def cyrillic(name: str) -> str:
    """The name in Cyrillic letters, roughly by its sound."""
    letters = _CYRILLIC.split()
    found = name.casefold()
    for latin, letter in zip(letters[::2], letters[1::2], strict=True):
        found = found.replace(latin, letter)
    return found.title()


def disguised(name: str, rng: random.Random) -> str:
    """The name as another source might write it: other order, capitals, a slip, other letters."""
    words = name.split()
    way = rng.randrange(6)
    if way == 0:
        return f"{words[-1].upper()}, {' '.join(words[:-1])}"
    if way == 1:
        long = max(range(len(words)), key=lambda n: len(words[n]))
        at = rng.randrange(1, max(2, len(words[long]) - 1))
        words[long] = words[long][:at] + words[long][at + 1 :]
        return " ".join(words)
    if way == 2:
        return cyrillic(name)
    if way == 3:
        return " ".join([words[0], words[-1]])
    if way == 4:
        return name.upper()
    return name


def made_mentions(count: int, seed: int = 7) -> Iterator[Mention]:
    """So many people, each of a report of their own."""
    rng = random.Random(seed)  # noqa: S311
    none: frozenset[str] = frozenset()
    for number, name in enumerate(made_names(count, seed)):
        year = rng.randint(1950, 2002)
        key = f"report-{number:07}"
        yield Mention(
            key=MentionKey(key, name),
            order=(f"{rng.randint(2005, 2025)}-06-01", key, name),
            kind="person",
            name=name,
            forms=(name,),
            handles=none,
            role="accused",
            copy_group=key,
            born=(year, year + 1),
            gender="",
            nationality=frozenset({rng.choice(_COUNTRIES)}),
            residence=none,
            companions=none,
            officials=none,
            groups=none,
            agencies=none,
            schemes=frozenset({rng.choice(("carding", "phishing", "ransomware"))}),
            offences=none,
            happened=frozenset(),
            terms=frozenset({rng.randint(12, 240)}),
            sums=frozenset(),
            countries=none,
        )


def made_report(number: int, name: str) -> Report:
    """A short report of a sentence, as an outlet might write it."""
    term = 2 + number % 19
    text = (
        f"{name}, {20 + number % 45}, of Springfield, was sentenced today to {term} years in "
        f"prison for wire fraud, the prosecutor's office said. {name.split()[-1]} pleaded guilty "
        f"in case {number} to a scheme that took payment cards from {number % 90 + 10} shops and "
        "sold them on a forum. The court ordered forfeiture of the proceeds. A lawyer for the "
        f"defendant said that {name.split()[-1]} regrets what was done and will not appeal."
    )
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    return Report(f"report-{number:07}", text, f"Sentence in case {number}", day, "Made Up News")


def made_reading(report: Report, name: str, reader: str) -> Reading:
    """What a reader would find in `made_report`, without reading it: to fill a store quickly."""
    start = report.text.index(name)
    told = report.text.index("sentenced")
    person = Person(name, (Span(start, start + len(name)),), role="convicted")
    event = Event(
        "sentence", (Span(told, told + len("sentenced")),), (name,), date=report.published
    )
    return Reading(report, reader, (person,), events=(event,))
