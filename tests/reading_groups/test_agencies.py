import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.spans import fits
from casewatch.reading.agencies import find_agencies

from .make import agencies, prepared


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The FBI searched his flat.", "FBI", "US"),
        ("Officers of the Springfield Police Department came.", "Springfield Police Department", None),
        ("He was held by Estonian Police in Tartu.", "Estonian Police", "EE"),
        ("The Ministry of Justice of Latvia agreed.", "Ministry of Justice of Latvia", "LV"),
        ("The Bundeskriminalamt seized the servers.", "Bundeskriminalamt", "DE"),
        ("Evidence came from the Landeskriminalamt Hessen.", "Landeskriminalamt Hessen", "DE"),
        ("The Prosecutor General’s Office of Lithuania helped.", "Prosecutor General’s Office of Lithuania", "LT"),
        ("The Guardia Civil arrested two.", "Guardia Civil", "ES"),
        ("Europol helped.", "Europol", "EU"),
        ("INTERPOL issued a notice.", "INTERPOL", "INT"),
        ("He appeared at Leeds Crown Court.", "Leeds Crown Court", "GB"),
        ("The Lake County Sheriff’s Office found it.", "Lake County Sheriff’s Office", None),
        ("The Texas Department of Public Safety helped.", "Texas Department of Public Safety", "US"),
        ("He called the U.S. Embassy in Lima.", "U.S. Embassy in Lima", "US"),
        ("the United States District Court for the Northern District of Ohio", "United States District Court for the Northern District of Ohio", "US"),
    ],
)  # fmt: skip
def test_one_agency(text: str, name: str, country: str | None) -> None:
    found = agencies("Two agents of the FBI came. " + text if country is None else text)
    assert name in found
    assert found[name].country == (country or "US")


def test_forms_of_one_agency_are_one() -> None:
    text = (
        "The Department of Justice thanked the Defense Criminal Investigative Service (DCIS). "
        "DCIS agents and the Justice Department made it known."
    )
    found = agencies(text)
    assert set(found) == {"Department of Justice", "Defense Criminal Investigative Service"}
    assert [a.value for a in found["Department of Justice"].aliases] == ["Justice Department"]
    assert [a.value for a in found["Defense Criminal Investigative Service"].aliases] == ["DCIS"]


def test_a_division_goes_with_its_parent() -> None:
    text = "The FBI’s Cyber Division and the Cybercrime Bureau of the Estonian Police worked on it."
    assert set(agencies(text)) == {"FBI", "Estonian Police"}


def test_offices_named_together_are_two() -> None:
    text = (
        "The U.S. Attorney’s Offices for the District of Oregon and the District of Utah prosecute."
    )
    found = agencies(text)
    assert set(found) == {
        "U.S. Attorney’s Office for the District of Oregon",
        "U.S. Attorney’s Office for the District of Utah",
    }
    utah = found["U.S. Attorney’s Office for the District of Utah"]
    assert utah.spans[0].text_of(text) == "District of Utah"


def test_countries_of_a_list_by_heading() -> None:
    text = "Taking part:\n\n**Sweden**: National Police\n\n**Canada**: Public Prosecution Service"
    assert [a.country for a in find_agencies(prepared(text))] == ["SE", "CA"]


@pytest.mark.parametrize(
    "text",
    [
        "The police came, and the court agreed.",
        "U.S. District Court Judge Mara Testova sentenced him.",
        "He asked customer Service for help.",
        "See www.fbi.gov or write to press@europol.europa.eu.",
        "The bank is insured by the FDIC.",
    ],
)
def test_no_agency(text: str) -> None:
    assert agencies(text) == {}


@given(st.text(alphabet="FBI Police of the U.S. Attorney’s Office, (DoJ)\nDistrict", max_size=120))
def test_spans_fit(text: str) -> None:
    for agency in find_agencies(prepared(text)):
        assert fits(text, agency.spans)


def test_long_hostile_text_is_quick() -> None:
    text = "Police " * 20_000 + "Department of " * 20_000
    assert isinstance(find_agencies(prepared(text)), tuple)
