import pytest

from casewatch.reading.phrases import Phrases


def found(phrases: Phrases[int], text: str) -> list[tuple[str, int]]:
    return [(span.text_of(text), value) for span, value in phrases.find(text)]


def test_the_longest_phrase_wins() -> None:
    phrases = Phrases([("Silk Road", 1), ("Silk Road 2.0", 2), ("e-gold", 3)])
    assert found(phrases, "Silk Road and Silk Road 2.0, e-gold, Silk Roads") == [
        ("Silk Road", 1), ("Silk Road 2.0", 2), ("e-gold", 3),
    ]  # fmt: skip


def test_line_breaks_apostrophes_and_capitals() -> None:
    phrases = Phrases([("Public Prosecutor’s Office", 1), ("ABC", 2)], capitals=5)
    assert found(phrases, "the Public\nProsecutor's Office") == [("Public\nProsecutor's Office", 1)]
    assert found(phrases, "PUBLIC PROSECUTOR’S OFFICE") == [("PUBLIC PROSECUTOR’S OFFICE", 1)]
    assert found(phrases, "abc @ABC a.ABC") == []


def test_at_and_get() -> None:
    phrases = Phrases([("Bank", 1), ("Bank One", 2)])
    assert phrases.at("a Bank One", 2) == 2
    assert phrases.at("a Banker", 2) is None
    assert phrases.get("Bank One") == 2
    assert phrases.get("bank") is None


def test_a_phrase_begins_with_a_letter() -> None:
    with pytest.raises(ValueError, match="must begin"):
        Phrases([("@x", 1)])
