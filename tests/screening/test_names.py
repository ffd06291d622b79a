"""Names of any script, spelling and order beside each other."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.bench.made_up import cyrillic, made_names
from casewatch.screening.agree import agreement
from casewatch.screening.scripts import latin_words
from casewatch.screening.words import joined, split

NAMES = made_names(300, seed=3)
names = st.sampled_from(NAMES)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Роман Экзамплёв", "Roman Ekzamplyov"),
        ("EXAMPLOV, Ivan Petrovich", "Ivan Examplov"),
        ("محمد عبد الرحمن", "Mohammed Abdulrahman"),
        ("Mohamed Abd al-Rahman", "Muhammad Abdulrahman"),
        ("Νίκος Παραδειγμάκης", "Nikos Paradeigmakis"),
        ("გიორგი მაგალითიძე", "Giorgi Magalitidze"),
        ("יוסף דוגמא", "Yosef Dugma"),
        ("Jurij Primerow", "Юрий Примеров"),
        ("I. Examplov", "Ivan Examplov"),
        ("Zoë Müstermännová", "Zoe Mustermannova"),
        ("Bob Testerton", "Robert Testerton"),
    ],
)
def test_one_name_in_two_writings_agrees(a: str, b: str) -> None:
    assert agreement(a, b, "person").value >= 0.8


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Ivan Examplov", "Maria Examplova", "person"),
        ("Ivan Examplov", "Ivan Testov", "person"),
        ("Examplov", "Ivan Testov", "person"),
        ("Yang Testov", "Zhang Primer", "person"),
        ("APT914", "APT915", "group"),
        ("APT914", "APT", "group"),
        ("Fund II of Nowhere", "Fund III of Nowhere", "group"),
        ("UNC-C-914", "UNC914", "group"),
        ("Paper Panda", "Glass Panda", "group"),
        ("", "Ivan Examplov", "person"),
    ],
)
def test_other_names_do_not(a: str, b: str, kind: str) -> None:
    assert agreement(a, b, kind).value < 0.82  # type: ignore[arg-type]


def test_groups_in_other_writings_agree() -> None:
    assert agreement("PaperPanda", "Paper Panda", "group").value == 1.0
    assert agreement("Beispiel G.m.b.H.", "Beispiel GmbH", "group").value == 1.0
    long = "Beispiel Limited Liability Company"
    assert agreement(long, "Beispiel LLC", "group").value == 1.0


def test_han_characters_stay_and_agree_with_themselves() -> None:
    assert latin_words("王小明") == ("王小明",)
    assert agreement("王小明", "王小明").value == 1.0
    assert agreement("王小明", "李小明").value < 0.7


def test_korean_and_kana_are_spelt_by_sound() -> None:
    assert latin_words("김철수") == ("gimcheolsu",)
    assert latin_words("さくら") == ("sakura",)


def test_runs_of_words_are_seen_as_one() -> None:
    assert ("abdalrahman", 0, 3) in joined(("abd", "al", "rahman"))
    assert split("APT-914") == ("apt", "914")


@given(names)
def test_a_name_agrees_with_itself(name: str) -> None:
    assert agreement(name, name, "person").value == 1.0


@given(names, st.permutations(range(3)), st.booleans())
def test_order_case_and_marks_do_not_lose_it(name: str, order: list[int], upper: bool) -> None:
    words = name.split()
    turned = " ".join(words[n] for n in order if n < len(words))
    marked = "".join(c + "\u0301" if c in "aeiou" else c for c in turned)
    asked = unicodedata.normalize("NFC", marked.upper() if upper else marked)
    assert agreement(asked, name, "person").value >= 0.95


@given(names, names)
def test_agreement_is_the_same_both_ways_and_between_0_and_1(a: str, b: str) -> None:
    one, other = agreement(a, b, "person"), agreement(b, a, "person")
    assert one.value == other.value
    assert 0.0 <= one.value <= 1.0


@settings(max_examples=200)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_compared(a: str, b: str) -> None:
    assert 0.0 <= agreement(a, b).value <= 1.0


def test_most_names_are_found_again_from_cyrillic() -> None:
    found = [agreement(cyrillic(n), n, "person").value >= 0.7 for n in NAMES]
    assert sum(found) / len(found) > 0.9
