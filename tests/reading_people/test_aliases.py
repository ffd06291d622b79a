import pytest

from tests.reading_people.helpers import aliases, people

NAME = "Ivan Examplov"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Ivan Examplov, a/k/a "Kestrel," a/k/a "Owl," 34, was arrested.', ["Kestrel", "Owl"]),
        ("Ivan Examplov, also known as “Kestrel” and “owl_9”, was arrested.", ["Kestrel", "owl_9"]),
        ("Ivan Examplov, 34, aka kestrel, of Riga, was arrested.", ["kestrel"]),
        ("Ivan Examplov (a.k.a. Kestrel; a.k.a. OwlMan) was sanctioned.", ["Kestrel", "OwlMan"]),
        ("Ivan Examplov was arrested. He used the online monikers k3strel, 0wl, and jay, police said.",
         ["k3strel", "0wl", "jay"]),
        ('Ivan "Kestrel" Examplov was arrested.', ["Kestrel"]),
        ("Ivan Examplov (Иван Примеров), 34, was arrested.", ["Иван Примеров"]),
        ("Ivan Examplov, known online as @kestrel, was arrested.", ["@kestrel"]),
        ("Ivan Examplov, AKA John Sample, Peter Probe, and Mary Muster were arrested.", ["John Sample"]),
    ],
)  # fmt: skip
def test_forms_of_aliases(text: str, found: list[str]) -> None:
    assert aliases(text, NAME) == found


def test_an_alias_is_no_second_person() -> None:
    text = "Ivan Examplov, also known as “Peter Probe,” 34, was arrested. Examplov denies it."
    assert list(people(text)) == [NAME]


def test_the_alias_of_a_group_is_not_the_persons() -> None:
    text = "Ivan Examplov, 34, ran a botnet known as “Kestrel” and was arrested in Riga."
    assert aliases(text, NAME) == []


def test_a_plain_shortening_is_no_alias() -> None:
    assert aliases("Ivan Examplov, also known as “Examplov,” 34, was arrested.", NAME) == []


def test_capitals_alone_make_no_second_alias() -> None:
    text = 'Ivan Examplov, aka "Kestrel", was held. Examplov, known as "KESTREL", said nothing.'
    assert aliases(text, NAME) == ["Kestrel"]


def test_what_somebody_calls_himself_is_an_alias() -> None:
    text = (
        'Ivan Examplov, who called himself "tallmoth" on criminal forums, was charged on Monday. '
        'Examplov, whom the members knew as "reedbird," joined in 2019.'
    )
    assert aliases(text, NAME) == ["tallmoth", "reedbird"]


def test_what_others_think_of_somebody_is_none() -> None:
    text = "Ivan Examplov, whom nobody knew well and whom police called a menace, was arrested."
    assert aliases(text, NAME) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ivan Examplov, better known online as “Redfinch”, was arrested.", ["Redfinch"]),
        ("Ivan Examplov, who went by “Redfinch” online, ran the forum.", ["Redfinch"]),
        ("Ivan Examplov, online as Redfinch, bragged about the hack.", ["Redfinch"]),
        ("Ivan Examplov, whose online handle was Redfinch, was arrested.", ["Redfinch"]),
        ("Ivan Examplov, whose aliases include “Redfinch” and “RF_9”, was held.", ["Redfinch", "RF_9"]),
        ("Ivan Examplov, dubbed the “King of Spam” by newspapers, was sentenced.", ["King of Spam"]),
        ("Ivan Examplov used the online alias “Redfinch” on Telegram and “Grauvogel” on XSS.",
         ["Redfinch", "Grauvogel"]),
        ("The hacker known as Redfinch, whose real name is Ivan Examplov, pleaded guilty.", ["Redfinch"]),
        ("“Redfinch”, identified by prosecutors as Ivan Examplov, 34, was arrested.", ["Redfinch"]),
        ("Ivan Examplov (in Russian: Иван Примеров) was charged.", ["Иван Примеров"]),
        ("Ivan Examplov (Russian: Иван Примеров; born 3 May 1990) was charged.", ["Иван Примеров"]),
    ],
)  # fmt: skip
def test_forms_that_newspapers_use(text: str, found: list[str]) -> None:
    assert aliases(text, NAME) == found


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Examplov, who went by the moniker online, was arrested.",
        "Ivan Examplov used handles on several forums.",
        "Ivan Examplov, 34, worked with couriers known as “money mules” and was arrested.",
        "Ivan Examplov, known to others as a “money mule”, was arrested.",
        "Ivan Examplov, 34, was charged with selling pills (also known as “ecstasy”) online.",
        "Ivan Examplov was part of a military unit known to researchers as “Ashen Fox”.",
        "The Ashen Fox group, to which Ivan Examplov belongs, is also known as “Iron Heron”.",
        "Ivan Examplov, under the moniker made famous by others, sold cards.",
    ],
)
def test_what_looks_like_an_alias_and_is_none(text: str) -> None:
    assert aliases(text, NAME) == []
