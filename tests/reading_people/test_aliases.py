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
