import pytest

from tests.reading_said.helpers import said

MARA, IVAN = "Mara Testova", "Ivan Examplov"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("According to the indictment, Ivan Examplov rented nine servers in two ports.",
         "the indictment", "Ivan Examplov rented nine servers in two ports"),
        ("Ivan Examplov rented nine servers in two ports, according to court documents.",
         "court documents", "Ivan Examplov rented nine servers in two ports"),
        ("The complaint further alleges that Ivan Examplov rented nine servers.",
         "The complaint", "Ivan Examplov rented nine servers"),
        ("PORT CITY – A man of no fixed address pleaded guilty today to hacking, announced Prosecutor Mara Testova.",
         MARA, "A man of no fixed address pleaded guilty today to hacking"),
        ("A man of no fixed address pleaded guilty to hacking, Prosecutor Mara Testova announced today.",
         MARA, "A man of no fixed address pleaded guilty to hacking"),
        ("Prosecutor Mara Testova announced today that Ivan Examplov has been charged.",
         MARA, "Ivan Examplov has been charged"),
        ("Prosecutors allege that Ivan Examplov sold passwords by the thousand.",
         "Prosecutors", "Ivan Examplov sold passwords by the thousand"),
        ("The swap, described by diplomats as the widest in decades, took a year.",
         "diplomats", "the widest in decades"),
    ],
)  # fmt: skip
def test_forms_of_indirect_speech(text: str, speaker: str, content: str) -> None:
    (one,) = said(text, MARA, IVAN)
    assert (one.speaker, one.content, one.kind) == (speaker, content, "indirect")


def test_who_speaks_within_a_document_is_the_speaker() -> None:
    text = "According to court documents, Ivan Examplov admitted that he rented the servers."
    (one,) = said(text, IVAN)
    assert (one.speaker, one.content) == (IVAN, "he rented the servers")


def test_concerns_belong_to_those_named_before() -> None:
    text = (
        "Security experts are watching the exchange. There are fears that the freed men could "
        "return to their old trade. Others see the deal as a possible opening for talks."
    )
    first, second = said(text, IVAN)
    assert first.speaker == "Security experts"
    assert first.content == "the freed men could return to their old trade"
    assert first.hedged
    assert first.forecast
    assert second.speaker.casefold() == "others"
    assert second.hedged


@pytest.mark.parametrize(
    "text",
    [
        "The arrest was announced by Prosecutor Mara Testova.",
        "Anyone who believes that they are a victim may call the bureau.",
        "It is believed that the ferry left at nine in the morning.",
        "The servers stood in the United States near the border.",
        "An indictment merely alleges that crimes have been committed.",
    ],
)
def test_no_speech(text: str) -> None:
    assert said(text, MARA) == []


@pytest.mark.parametrize(
    ("content", "hedged", "forecast"),
    [
        ("he may have had help", True, False),
        ("no matter where they may be", False, False),
        ("the men met in May 2019", False, False),
        ("we will find them", False, True),
        ("the gang sold data", False, False),
    ],
)
def test_tone(content: str, hedged: bool, forecast: bool) -> None:
    (one,) = said(f"Mara Testova said that {content} and hid in the hills.", MARA)
    assert (one.hedged, one.forecast) == (hedged, forecast)
