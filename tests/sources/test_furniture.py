import pytest

from casewatch.sources.clean.report import clean_text
from casewatch.sources.fetched import Given
from tests.sources.pages import MARKDOWN, MENU_PAGE, RELEASE

BODY = (
    "A court in Sampletown has sentenced Ivan Examplov to four years in prison for the theft of "
    "two million passwords."
)


def test_press_release() -> None:
    assert clean_text(RELEASE).text.split("\n\n") == [
        "U.S. Attorney's Office, District of Examplia",
        "Scheme Took Money From Hundreds of Shops",
        "SAMPLETOWN – Ivan Examplov, 34, of Northshire, was sentenced today to 60 months in prison"
        " for hacking into the servers of three shops.",
        "“He stole from people who trusted these shops,” said U.S. Attorney Mara Testova in a"
        " statement on the day of the sentence in Sampletown.",
    ]


def test_menus_around_a_story() -> None:
    lines = clean_text(MENU_PAGE).text.split("\n\n")
    assert lines[0] == "Hacker Sentenced in Sampletown for Theft of Passwords"
    assert lines[1] == BODY
    assert len(lines) == 3


def test_markdown_is_read_without_marks() -> None:
    text = clean_text(MARKDOWN).text
    assert text.startswith("Three Held After Raids\n\nPolice in Sampletown held three men on")
    assert "Ivan Examplov, known as user_name_1." in text
    assert "https://" not in text
    assert "Markdown Content" not in text


@pytest.mark.parametrize(
    "line",
    [
        "Share", "Share on Facebook", "### ", "# # #", "– END –", "-30-", "Photo: Nina Lensova",
        "(Photo by Nina Lensova / Example Agency)", "© 2024 Example News. All rights reserved.",
        "press@agency.example", "+31 70 302 5001", "Follow Example Agency on X",
        "Follow us on social media for more", "Last updated: May 5, 2021",
        "Press contact for the office is Paula Pressova at (555) 010-4110.", "indictment.pdf",
        "We use cookies to offer you a better experience.", "@ExampleDivision",
        "[](https://facebook.example/share)", "By Nina Reporterova", "By Nina Reporterova and Jo Writer",
    ],
)  # fmt: skip
def test_single_lines_of_furniture(line: str) -> None:
    assert clean_text(f"A Man Was Held in Sampletown\n\n{line}\n\n{BODY}").text.endswith(
        f"Sampletown\n\n{BODY}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "By the time police came, he had fled.",
        "Resources",
        "Age: 33",
        "E.D.E. Docket No. 23-CR-440 (PKC)",
        "The Defendant:",
        "He shared the files on Facebook, X and LinkedIn with other members of the group, police said.",
        "Contact with his handlers ended in May 2021, the officers said in their statement to the court.",
        "Photo archives were among the stolen goods, which the men are said to have sold for money.",
        "Albania 23/11/2001 20/06/2002 01/07/2004",
        "(c) a program or data held in any particular computer of the service, or in its networks.",
        "Written by members of the group in 2019, the program was sold to others for some 500 dollars.",
        "that portal had some f***ing potent tools.",
    ],
)
def test_lines_of_the_report_stay(line: str) -> None:
    assert line in clean_text(f"A Man Was Held in Sampletown\n\n{BODY}\n\n{line}\n\n{BODY}").text


def test_comments_go_with_all_under_them() -> None:
    text = clean_text(
        f"{BODY}\n\n{BODY}\n\nComments\n\nI think he should get life, and so on, and on."
    )
    assert text.text == f"{BODY}\n\n{BODY}"


def test_topics_go() -> None:
    assert (
        clean_text(f"{BODY}\n\n{BODY}\n\nTopics\n\nCybercrime\n\nIdentity Theft").text
        == f"{BODY}\n\n{BODY}"
    )


def test_contact_in_the_middle_spares_the_story() -> None:
    page = f"Contact:\n\nPaula Pressova\n\nPhone: (555) 010-4465\n\n{BODY}"
    assert clean_text(page).text == BODY


def test_defendants_before_contacts_stay() -> None:
    page = f"{BODY}\n\nThe Defendant:\n\nIVAN EXAMPLOV\n\nAge: 33\n\nContact\n\nJo Pressov\n\n(555) 010-6323"
    assert clean_text(page).text.endswith("The Defendant:\n\nIVAN EXAMPLOV\n\nAge: 33")


def test_bar_of_a_web_archive() -> None:
    page = f"""5 captures\n\n22 Dec 2020 - 27 Oct 2024\n\nAbout this capture\n
The Wayback Machine - http://web.archive.org/web/2024/https://police.example/\n
Man Held in Sampletown\n\n{BODY}"""
    cleaned = clean_text(page, Given(published="2021-03-02"))
    assert cleaned.text == f"Man Held in Sampletown\n\n{BODY}"
    assert cleaned.given.published == "2021-03-02"


def test_a_page_of_furniture_only_is_kept_with_a_note() -> None:
    cleaned = clean_text("Share\n\nFacebook")
    assert cleaned.text == "Share\n\nFacebook"
    assert cleaned.notes


def test_long_hostile_lines_take_linear_time() -> None:
    for hostile in (
        "[" * 50_000,
        "(" * 50_000,
        "*_" * 50_000,
        "1-" * 50_000,
        "a@" * 50_000,
        "<p " * 30_000,
    ):
        clean_text(hostile)
