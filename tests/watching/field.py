"""A small field of made-up reports: something each week, and a person who was set free."""

from __future__ import annotations

from datetime import date, timedelta

from casewatch.model.reading import Reading
from tests.resolving.build import event, person, reading

FIRST = date(2023, 1, 2)
FREED = FIRST + timedelta(weeks=60)
NAME = "Mara Testova"
TOWNS = [
    "Ashford",
    "Birch",
    "Cedar",
    "Dunmore",
    "Elmwood",
    "Fernley",
    "Garland",
    "Hollow",
    "Ivydale",
    "Juniper",
]


def filler(week: int) -> Reading:
    """A report of that week on a matter of its own."""
    day = FIRST + timedelta(weeks=week, days=2)
    name = f"{TOWNS[week % 10]} Exampleson{week}"
    text = f"{name} was sentenced on {day} in {TOWNS[week * 7 % 10]} for case number {week * 7919}."
    sentence = event(text, "sentence", "was sentenced", name, date=day.isoformat())
    return reading(f"filler-{week:03}", day.isoformat(), text, [person(text, name)], [sentence])


def background(weeks: int = 80) -> list[Reading]:
    return [filler(w) for w in range(weeks)]


def release_story(number: int) -> Reading:
    """One of many stories on the release, which tell the old crimes again."""
    day = (FREED + timedelta(days=number % 14)).isoformat()
    text = (
        f"Outlet {number} reports: {NAME}, known as zzTestbird, was released. Years ago Testova attacked the "
        f"Bank of Examples. Comment {number * 104729} from reader {number}."
    )
    told = [
        event(text, "release", "was released", NAME, date=FREED.isoformat()),
        event(text, "attack", "attacked the Bank of Examples", NAME, modality="alleged"),
    ]
    return reading(
        f"story-{number:03}",
        day,
        text,
        [person(text, NAME, "freed", aliases=["zzTestbird"])],
        told,
        {NAME: "released"},
    )


def attack(number: int, day: date, victim: str, when: str | None = None) -> Reading:
    """A report of a new attack on a victim."""
    text = (
        f"Paper {number} says that {NAME}, known as zzTestbird, attacked {victim} this week. "
        + " ".join(f"Word{number * 31 + n} stands for page {n * number} of it." for n in range(9))
    )
    told = event(
        text, "attack", f"attacked {victim}", NAME, victim,
        date=when or day.isoformat(), modality="alleged",
    )  # fmt: skip
    return reading(
        f"new-{number:03}",
        day.isoformat(),
        text,
        [person(text, NAME, "freed", aliases=["zzTestbird"])],
        [told],
    )
