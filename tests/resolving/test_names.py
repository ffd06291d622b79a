import pytest

from casewatch.resolving.names import (
    compare_names,
    fold,
    is_short_form,
    one_edit,
    parse_name,
    rarity,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Andrey Primerov", "Andrei Primerov"),
        ("Gennady Obraztsov", "Hennadiy Obraztsov"),
        ("Yevgeny Testov", "Evgeniy Testov"),
        ("Ivan Exampkul", "Ivan Exampcul"),
        ("Mara Testova", "Mara J. Testova"),
        ("Testova, Mara", "Mara Testova"),
        ("Testova Mara", "Mara Testova"),
        ("Иван Примеров", "Ivan Primerov"),
        ("Mike Samplewood", "Michael Samplewood"),
        ("Viktor Primerenko", "Viktor Primerenka"),
        ("Ann O’Sample", "Ann O'Sample"),
    ],
)
def test_spellings_of_one_name_agree(a: str, b: str) -> None:
    assert compare_names(a, b)
    assert compare_names(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ivan Primerov", "Petr Primerov"),
        ("Mara Testova", "Mara Exampla"),
        ("Maksim Testkin", "Maksim Testlin-Bay"),
        ("Testova", "Mara Testova"),
        ("", "Mara Testova"),
    ],
)
def test_different_names_do_not(a: str, b: str) -> None:
    assert compare_names(a, b) is None


def test_middle_names_that_differ_are_seen() -> None:
    found = compare_names("Gary Alan Testman", "Gary James Testman")
    assert found is not None
    assert found.middle == "differ"
    initial = compare_names("Gary J. Testman", "Gary James Testman")
    assert initial is not None
    assert initial.middle == "same"


def test_parts_of_a_name() -> None:
    name = parse_name("Mr. Carl Q. Sampleman, Jr.")
    assert (name.given, name.middle, name.surname, name.suffix) == (
        "carl",
        ("q",),
        "sampleman",
        "jr",
    )


def test_fold_takes_marks_and_alphabets_off() -> None:
    assert fold("Ťést-Ová  (Łódź)") == "test ova lodz"
    assert fold("Жуков") == "zhukov"


def test_one_edit() -> None:
    assert one_edit("sample", "smaple")
    assert one_edit("sample", "samples")
    assert one_edit("sample", "simple")
    assert not one_edit("sample", "simples")


def test_a_common_name_is_worth_less() -> None:
    assert rarity("John Smith") < rarity("John Primerovich") == 2


def test_short_forms() -> None:
    assert is_short_form("Testova", "Mara Testova")
    assert is_short_form("Mr. Carl Sampleman", "Carl Q. Sampleman")
    assert not is_short_form("zorkiy77", "Mara Testova")
