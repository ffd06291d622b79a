import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.reading.places import country_of, find_places


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Russia", "RU"),
        ("the Russian Federation", "RU"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Scotland", "GB"),
        ("Holland", "NL"),
        ("Dutch", "NL"),
        ("Ghanaian", "GH"),
        ("Poles", "PL"),
        ("the Czech Republic", "CZ"),
        ("Côte d’Ivoire", "CI"),
        ("Kosovo", "XK"),
        ("Georgian", "GE"),
        ("Ohio", "US"),
        ("New Mexico", "US"),
        ("Mexico", "MX"),
        ("Papua New Guinea", "PG"),
        ("Equatorial Guinea", "GQ"),
        ("Lagos", "NG"),
        ("South Korea", "KR"),
        ("a resident of Timișoara, Romania", "RO"),
        ("nowhere at all", None),
        ("", None),
    ],
)
def test_country_of(phrase: str, country: str | None) -> None:
    assert country_of(phrase) == country


def named(text: str) -> list[tuple[str, str]]:
    return [(p.span.text_of(text), p.country) for p in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan Examplov lives in Jordan.", [("Jordan", "JO")]),
        ("He moved to Paris, Texas.", [("Paris", "US"), ("Texas", "US")]),
        ("He moved to Paris.", [("Paris", "FR")]),
        ("of Palm Grove, FL, was charged", [("FL", "US")]),
        ("Chad Testov pleaded guilty.", []),
        ("from Ukraine, Georgia and Moldova", [("Ukraine", "UA"), ("Georgia", "GE"), ("Moldova", "MD")]),
        ("a court in Atlanta, Georgia", [("Atlanta", "US"), ("Georgia", "US")]),
        ("a market in English", []),
        ("see shop.us or @Russia", []),
        ("RUSSIA and IRAN", [("RUSSIA", "RU"), ("IRAN", "IR")]),
        ("Vancouver, Washington", [("Vancouver", "US"), ("Washington", "US")]),
        ("tell us", []),
    ],
)  # fmt: skip
def test_places_in_context(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_kinds_of_mentions() -> None:
    text = "A Finnish man left Finland for Nevada and then Oslo."
    assert [p.kind for p in find_places(text)] == ["demonym", "country", "state", "city"]


def test_every_country_knows_itself() -> None:
    text = files("casewatch.reading").joinpath("data", "countries.toml").read_text("utf-8")
    table = tomllib.loads(text)
    assert len(table) >= 225
    for code, row in table.items():
        assert len(code) == 2
        assert code.isupper()
        for name in row.get("names", []):
            assert country_of(name) == code, name


@given(st.text(alphabet="Russia, Georg.U.S-éJodn\n ’()", max_size=80))
def test_spans_lie_in_the_text_without_overlap(text: str) -> None:
    end = 0
    for place in find_places(text):
        assert end <= place.span.start < place.span.end <= len(text)
        end = place.span.end
