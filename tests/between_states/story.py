"""Made-up people between states: surrendered, raided, exchanged, accused."""

from __future__ import annotations

from casewatch.model.reading import Agency, Reading
from tests.resolving.build import event, group, person, reading, span

A, B, C = "Mara Testova", "Petr Primerov", "Jon Sampleman"


def agency(text: str, name: str, country: str) -> Agency:
    return Agency(name, span(text, name), country=country)


def surrender(report: str = "s1", day: str = "2021-12-20") -> Reading:
    text = "Switzerland has extradited Mara Testova, who landed in Boxville on December 18, 2021."
    return reading(report, day, text, [person(text, A, nationality=("RU",))],
                   [event(text, "extradition", "has extradited Mara Testova", A, date="2021-12-18",
                          parties=("US", "CH"))])  # fmt: skip


def raid(report: str = "o1") -> Reading:
    text = (
        "The Boxville Police and the Landespolizei Musterstadt closed the market Carderville "
        "together on May 4, 2020. They took nine machines."
    )
    return reading(report, "2020-05-05", text, (),
                   [event(text, "takedown", "closed the market Carderville", "Carderville",
                          date="2020-05-04")],
                   groups=(group(text, "Carderville", "venue"),),
                   agencies=(agency(text, "Boxville Police", "US"),
                             agency(text, "Landespolizei Musterstadt", "DE")))  # fmt: skip


def verdict() -> Reading:
    text = "Mara Testova was sentenced to 60 months on August 1, 2022 in Boxville for carding."
    return reading("v1", "2022-08-02", text, [person(text, A, "convicted", nationality=("RU",))],
                   [event(text, "sentence", "sentenced to 60 months", A, date="2022-08-01",
                          term_months=60)], {A: "sentenced"})  # fmt: skip


def swap(report: str, count: int) -> Reading:
    text = (
        f"In an exchange of {count} people on August 1, 2024 the United States released Mara "
        f"Testova, and Russia released Jon Sampleman, as number {report} of our papers tells."
    )
    return reading(
        report, "2024-08-02", text,
        [person(text, "Mara Testova" if "Mara Testova" in text else A, "freed",
                nationality=("RU",)), person(text, C, "freed", nationality=("US",))],
        [event(text, "exchange", "an exchange", A, C, date="2024-08-01", count=count,
               parties=("RU", "US")),
         event(text, "release", "the United States released", A, date="2024-08-01",
               parties=("US",)),
         event(text, "release", "Russia released", C, date="2024-08-01", parties=("RU",))],
        {A: "released", C: "released"},
    )  # fmt: skip


def officers() -> Reading:
    text = (
        "The Boxville Police charged Petr Primerov on March 3, 2018. Petr Primerov is an officer "
        "of the GRU who hacked the network of a town, the charge says."
    )
    return reading("h1", "2018-03-04", text, [person(text, B, nationality=("RU",))],
                   [event(text, "charge", "charged Petr Primerov", B, date="2018-03-03")],
                   agencies=(agency(text, "Boxville Police", "US"),))  # fmt: skip


def everything() -> list[Reading]:
    return [surrender(), raid(), verdict(), swap("x1", 16), swap("x2", 24), officers()]
