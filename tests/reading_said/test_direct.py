import pytest

from tests.reading_said.helpers import said

MARA, IVAN = "Mara Testova", "Ivan Examplov"


@pytest.mark.parametrize(
    "text",
    [
        "“This case shows that the sea is no shelter,” said Prosecutor Mara Testova of the Northern District.",
        'Prosecutor Mara Testova said: "This case shows that the sea is no shelter."',
        "Mara Testova, head of the cyber unit, said in a statement, “This case shows that the sea is no shelter.”",
        "“This case shows that the sea is no shelter,” Mara Testova added.",
        "Said Prosecutor Mara Testova, “This case shows that the sea is no shelter.”",
        "“This case shows that the sea is no shelter.”\n\nMara Testova, Director of the Cyber Unit",
        "Mara Testova, Director of the Cyber Unit, said:\n\n“This case shows that the sea is no shelter.”",
        "« This case shows that the sea is no shelter », said Mara Testova.",
        "‘This case shows that the sea is no shelter,’ said Mara Testova.",
    ],
)
def test_the_speaker_is_found_before_after_and_on_its_own_line(text: str) -> None:
    (one,) = said(text, MARA)
    assert one.speaker == MARA
    assert one.kind == "direct"
    assert one.content.rstrip(".") == "This case shows that the sea is no shelter"


def test_an_interrupted_quotation_is_one_for_each_stretch() -> None:
    text = (
        "“We followed the money for years,” said Mara Testova of the bureau. “It led to a harbour.”"
    )
    assert [(a.speaker, a.content) for a in said(text, MARA)] == [
        (MARA, "We followed the money for years"),
        (MARA, "It led to a harbour."),
    ]


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = (
        "Mara Testova said: “The first part of the work is done.\n\n“The second part begins now.”"
    )
    (one,) = said(text, MARA)
    assert one.content == "The first part of the work is done.\n\n“The second part begins now."


def test_nested_marks_belong_to_the_outer_quotation() -> None:
    text = "“He called it a “harmless game” until the end,” said Mara Testova."
    (one,) = said(text, MARA)
    assert one.content == "He called it a “harmless game” until the end"


def test_a_pronoun_is_the_last_speaker() -> None:
    text = (
        "“We never sleep in this office,” said Mara Testova about Ivan Examplov. "
        "“Nobody here ever will,” she added."
    )
    assert [a.speaker for a in said(text, MARA, IVAN)] == [MARA, MARA]


def test_a_forgotten_closing_mark_ends_at_the_tag() -> None:
    text = "“They hid behind a screen and a name, said Mara Testova of the bureau. “They failed.”"
    assert [a.content for a in said(text, MARA)] == [
        "They hid behind a screen and a name",
        "They failed.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Examplov, also known as “Paper Lantern,” was arrested.",
        "The service, called “Night Ferry,” ran for years.",
        "Officers of “Operation Tall Grass” searched nine houses.",
        "The company (“Examplov Trading”) was fined.",
    ],
)
def test_names_titles_and_scare_quotes_are_nobodys_words(text: str) -> None:
    assert said(text, IVAN) == []


def test_the_outlet_carries_the_words() -> None:
    text = "As reported by Harbour Post, Mara Testova referred to the arrest as “a small miracle.”"
    (one,) = said(text, MARA)
    assert (one.speaker, one.via, one.content) == (MARA, "Harbour Post", "a small miracle.")


def test_a_document_may_be_quoted() -> None:
    text = "“The accused kept a ledger of every sale he made,” according to the affidavit."
    (one,) = said(text, IVAN)
    assert one.speaker == "the affidavit"
