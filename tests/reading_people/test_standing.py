import pytest

from casewatch.model.reading import Event
from casewatch.model.spans import Span
from tests.reading_people.helpers import settled

NAME = "Ivan Examplov"


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("Ivan Examplov, 34, was charged with wire fraud.", "accused", "charged"),
        ("Police arrested Ivan Examplov, 34, on Friday.", "accused", "in_custody"),
        ("Ivan Examplov, 34, was arrested and released on bail.", "accused", "charged"),
        ("Ivan Examplov, 34, is wanted by the FBI.", "accused", "wanted"),
        ("Ivan Examplov, 34, pleaded guilty to wire fraud.", "convicted", "convicted"),
        ("Ivan Examplov, 34, has agreed to plead guilty to fraud. He admitted in his plea agreement "
         "that he sold data.", "accused", "charged"),
        ("Ivan Examplov, 34, was sentenced to 40 months in prison.", "convicted", "sentenced"),
        ("Ivan Examplov, 34, was convicted. He is serving a sentence of ten years.",
         "convicted", "imprisoned"),
        ("Ivan Examplov, 34, was acquitted of fraud.", "accused", "acquitted"),
        ("Charges against Ivan Examplov, 34, were dismissed.", "accused", "acquitted"),
        ("Ivan Examplov, 34, appealed. His 2021 conviction was overturned.", "accused", "acquitted"),
        ("Police arrested Ivan Examplov, 34, who was released without charge.", "accused", "suspected"),
        ("The Treasury sanctioned Ivan Examplov, 34.", "accused", "sanctioned"),
        ("Ivan Examplov, 34, was freed in a prisoner swap on Thursday.", "freed", "released"),
    ],
)  # fmt: skip
def test_where_a_person_stands(text: str, role: str, status: str) -> None:
    known, final = settled(text)
    assert known[NAME].role == role
    assert final == {NAME: status}


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Examplov, 34, was charged with fraud. If convicted, Examplov faces up to 20 years.",
        "Ivan Examplov, 34, was charged. He has pleaded not guilty.",
        "Ivan Examplov, 34, was indicted. All defendants are presumed innocent until found guilty.",
        "Ivan Examplov, 34, was charged. A reward is offered for information leading to the arrest "
        "and conviction of Examplov.",
        "Ivan Examplov, 34, is accused of fraud and could be sentenced to ten years in prison.",
    ],
)
def test_an_allegation_is_no_conviction(text: str) -> None:
    known, final = settled(text)
    assert known[NAME].role == "accused"
    assert final[NAME] in {"charged", "wanted"}


def test_unnamed_lead_and_announced_list() -> None:
    known, final = settled(
        "A Riga man was sentenced today to five years in prison.\n\n"
        "According to court documents, Ivan Examplov, 34, stole card data."
    )
    assert (known[NAME].role, final[NAME]) == ("convicted", "sentenced")
    _, final = settled(
        "The following defendants have pleaded guilty to fraud:\n\n"
        "Ivan Examplov, 34, of Riga;\n\nJuris Probe, 31, of Liepaja; and\n\nKarlis Muster, 40, of Riga."
    )
    assert final == dict.fromkeys(("Ivan Examplov", "Juris Probe", "Karlis Muster"), "convicted")


def test_officials_lawyers_and_experts_are_no_subjects() -> None:
    known, final = settled(
        "Ivan Examplov, 34, was sentenced by U.S. District Judge Mary Gavel to two years.\n\n"
        "Assistant U.S. Attorneys Paul Brief and Anna Docket prosecuted the case. "
        "“He is sorry,” said defense attorney Peter Plea. Security researcher Kim Packet found it."
    )
    assert {n: p.role for n, p in known.items()} == {
        "Ivan Examplov": "convicted",
        "Mary Gavel": "official",
        "Paul Brief": "official",
        "Anna Docket": "official",
        "Peter Plea": "lawyer",
        "Kim Packet": "expert",
    }
    assert list(final) == ["Ivan Examplov"]


def test_an_old_release_does_not_free() -> None:
    text = "Ivan Examplov, 34, was arrested on Monday. Examplov left prison in a 2009 exchange."
    start = text.index("exchange")
    old = Event("exchange", (Span(start, start + 8),), (NAME,), date="2009")
    known, final = settled(text, (old,))
    assert known[NAME].role == "accused"
    assert final[NAME] == "in_custody"
    new = Event("exchange", (Span(start, start + 8),), (NAME,), date="2024-05")
    known, final = settled(text, (new,))
    assert (known[NAME].role, final[NAME]) == ("freed", "released")


def test_supervised_release_frees_nobody() -> None:
    known, final = settled(
        "Ivan Examplov, 34, was sentenced to 40 months in prison, followed by three years of "
        "supervised release. Following his release Examplov will be deported."
    )
    assert (known[NAME].role, final[NAME]) == ("convicted", "sentenced")
