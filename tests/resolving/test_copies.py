import random

from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.model.report import Report
from casewatch.resolving.copies import are_copies, find_copies, runs_of

WORDS = [
    "court",
    "paper",
    "river",
    "stone",
    "garden",
    "seven",
    "window",
    "yellow",
    "market",
    "silent",
    "bridge",
    "copper",
]


def text(seed: int, n: int = 150) -> str:
    pick = random.Random(seed)
    return " ".join(pick.choice(WORDS) + str(pick.randrange(40)) for _ in range(n))


def test_light_edits_leave_a_copy() -> None:
    one = text(1)
    two = "By our desk. " + one.replace(one.split()[40], "elsewhere", 1) + " All rights reserved."
    found = find_copies(
        [Report("b", two, published="2020-01-02"), Report("a", one, published="2020-01-01")]
    )
    assert found.groups == (("a", "b"),)
    assert found.group("b") == "a"


def test_other_texts_and_set_phrases_are_none() -> None:
    phrase = " An indictment is merely an accusation and all are presumed innocent until then."
    found = find_copies([Report(str(n), text(n) + phrase) for n in range(8)])
    assert found.groups == ()


def test_a_longer_report_that_quotes_all_of_it_is_none() -> None:
    one = text(1, 100)
    assert not are_copies(runs_of(one), runs_of(one + " " + text(2, 200)))


def test_furniture_of_one_host_makes_no_copies() -> None:
    menu = text(99, 120)
    pages = [
        Report(f"p{n:02}", menu + " " + text(n, 25), url=f"https://host.example/{n}")
        for n in range(30)
    ]
    assert find_copies(pages).groups == ()


def test_empty_texts() -> None:
    found = find_copies([Report("a", ""), Report("b", " "), Report("c", "one two")])
    assert found.group("c") == "c"


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(8)))
def test_order_does_not_matter(order: list[int]) -> None:
    reports = [
        Report(f"r{n}", text(n // 2) + f" edition {n}", published="2020-01-01") for n in range(8)
    ]
    assert find_copies([reports[n] for n in order]) == find_copies(reports)
