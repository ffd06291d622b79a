import pytest

from tests.reading_people.helpers import people, settled

NAME = "Ivan Examplov"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ivan Examplov, 34, was arrested.", 34),
        ("Ivan Examplov, age 34, was arrested.", 34),
        ("Ivan Examplov (34) was arrested.", 34),
        ("The 34-year-old Ivan Examplov was arrested.", 34),
        ("Ivan Examplov, aka “Kestrel,” 34, was arrested.", 34),
        ("Ivan Examplov, 34, aka Kestrel, of Riga, was arrested.", 34),
        ("Ivan Examplov was sentenced to 34 months in prison.", None),
        ("Ivan Examplov, 20 years in the trade, was arrested.", None),
    ],
)
def test_age(text: str, age: int | None) -> None:
    assert people(text)[NAME].age == age


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ivan Examplov, 34, a Latvian national, was arrested.", ("LV",)),
        ("Ivan Examplov, a citizen of Ghana, was arrested.", ("GH",)),
        ("Ivan Examplov, a dual Canadian and French citizen, was arrested.", ("CA", "FR")),
        ("Latvian national Ivan Examplov, 34, was arrested.", ("LV",)),
        ("Ivan Examplov was arrested in Latvia.", ()),
    ],
)
def test_nationality(text: str, codes: tuple[str, ...]) -> None:
    person = people(text)[NAME]
    assert person.nationality == codes
    assert ("nationality" in person.grounds) is bool(codes)


def test_nationality_of_a_list_and_of_an_unnamed_lead() -> None:
    known, _ = settled(
        "Police arrested Latvian nationals Ivan Examplov, 34, Juris Probe, 30, and Karlis Muster."
    )
    assert {n: p.nationality for n, p in known.items()} == dict.fromkeys(
        ("Ivan Examplov", "Juris Probe", "Karlis Muster"), ("LV",)
    )
    known, _ = settled(
        "A Latvian national pleaded guilty today to fraud.\n\n"
        "According to court documents, Ivan Examplov, 34, stole card data."
    )
    assert known[NAME].nationality == ("LV",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ivan Examplov, 34, of Palm Coast, Florida, was arrested.", "of Palm Coast, Florida"),
        ("Ivan Examplov, a resident of Riga, was arrested.", "a resident of Riga"),
        ("Ivan Examplov of Sampletrix told the court so.", None),
        ("Ivan Examplov of the Justice Department’s Criminal Division said so.", None),
    ],
)
def test_residence(text: str, place: str | None) -> None:
    assert people(text)[NAME].residence == place
