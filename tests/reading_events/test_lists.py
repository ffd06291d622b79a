"""Lists and tables: a heading tells what its lines are about."""

from tests.reading_events.telling import events, kinds

IVAN, MARA, PIOTR = "Ivan Examplov", "Mara Testova", "Piotr Probny"


def test_terms_under_a_heading() -> None:
    found = events(
        "Six men have been tried.\n\nThose sentenced are:\n\nIvan Examplov, 34, of Dayton, Ohio: 87 "
        "months in prison\n\n• Mara Testova, 29 – 46 months in prison\n\nPiotr Probny, 41, of Akron",
        IVAN,
        MARA,
        PIOTR,
    )
    terms = {(e.who, e.term_months) for e in found if e.type == "sentence"}
    assert terms == {((IVAN,), 87), ((MARA,), 46)}
    assert {e.modality for e in found} == {"asserted"}


def test_cells_of_a_table() -> None:
    found = events(
        "Name\n\nStatus\n\nSentence\n\nIvan Examplov\n\n(34, Dayton)\n\nFraud\n\n9 years and 2 "
        "months in prison\n\nMara Testova\n\n(29, Akron)\n\nFraud\n\n4 years in prison",
        IVAN,
        MARA,
    )
    assert {(e.who, e.term_months) for e in found} == {((IVAN,), 110), ((MARA,), 48)}


def test_what_somebody_may_get_is_no_sentence() -> None:
    found = events(
        "The maximum sentences are:\n\nIvan Examplov: 20 years in prison\n\nMara Testova: 5 years in "
        "prison",
        IVAN,
        MARA,
    )
    assert found == ()


def test_a_list_ends_with_prose() -> None:
    found = events(
        "Those sentenced are:\n\nIvan Examplov: 87 months in prison\n\nThe inquiry began with a "
        "complaint by a bank and took three years, in the course of which many a record was read by "
        "many an eye.\n\nMara Testova: 46 months in prison",
        IVAN,
        MARA,
    )
    assert [e.who for e in found] == [(IVAN,)]


def test_arrests_by_country() -> None:
    found = events("Arrests by country:\n\n• Germany: 12\n\n• Spain – 3\n\n• Italy (2)\n\nSee more")
    assert kinds(found) == ["arrest"] * 3
    assert [(e.place, e.count) for e in found] == [("Germany", 12), ("Spain", 3), ("Italy", 2)]


def test_respectively() -> None:
    found = events(
        "Ivan Examplov and Mara Testova pleaded guilty on May 3 and June 7, 2030, respectively. "
        "Examplov and Testova were sentenced to 60 and 48 months in prison, respectively.",
        IVAN,
        MARA,
    )
    assert [(e.type, e.who, e.date, e.term_months) for e in found] == [
        ("plea", (IVAN,), "2030-05-03", None),
        ("plea", (MARA,), "2030-06-07", None),
        ("sentence", (IVAN,), None, 60),
        ("sentence", (MARA,), None, 48),
    ]


def test_counts_under_charged() -> None:
    found = events(
        "Ivan Examplov and Mara Testova were indicted on March 4, 2031. The two have been charged "
        "with the following offenses:\n\nIvan Examplov\n\n7 counts of theft\n\nMara Testova\n\n2 "
        "counts of fraud",
        IVAN,
        MARA,
    )
    assert [(e.type, e.who, e.date) for e in found][1:] == [
        ("charge", (IVAN,), "2031-03-04"),
        ("charge", (MARA,), "2031-03-04"),
    ]
