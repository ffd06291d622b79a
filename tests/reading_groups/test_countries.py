import pytest

from casewatch.model.reading import Person
from casewatch.model.spans import Span

from .make import countries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Russian hacker was arrested in Prague.", ["CZ", "RU"]),
        ("The FBI and the Bundeskriminalamt searched homes in Utrecht.", ["DE", "NL", "US"]),
        ("LYON, France – Police arrested nine people in Kenya.", ["KE"]),
        ("The project, funded by the UK, led to arrests in Ghana.", ["GH"]),
        ("The FBI thanks its attaché offices in Sofia, Rome and Lima for their help in Spain.", ["ES", "US"]),
        ("A forum for Russian-speaking criminals ran on servers in Moldova.", ["MD"]),
        ("They robbed a branch of Hungry Mexican Grill in Ohio.", ["US"]),
        ("Nothing happened.", []),
        ("Europol and INTERPOL met.", []),
    ],
)  # fmt: skip
def test_countries(text: str, expected: list[str]) -> None:
    assert countries(text) == expected


def test_a_person_is_no_country() -> None:
    person = Person("Lisa Cyprus", (Span(0, 11),))
    assert countries("Lisa Cyprus said so. Then Cyprus left for Malta.", (person,)) == ["MT"]


def test_an_american_court_sits_in_a_town_of_its_own() -> None:
    text = "The FBI said that a grand jury sitting in London indicted a man from Kentucky."
    assert countries(text) == ["US"]
