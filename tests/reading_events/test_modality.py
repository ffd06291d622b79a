"""Modality: what is yet to come, may be, or did not happen."""

import pytest

from tests.reading_events.telling import events, kinds, only

IVAN = "Ivan Examplov"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Examplov is scheduled to be sentenced on May 3, 2031.", "2031-05-03"),
        ("Examplov will be sentenced on May 3, 2031.", "2031-05-03"),
        ("Judge Hall scheduled sentencing for May 3, 2031.", "2031-05-03"),
        ("Examplov’s sentencing hearing is scheduled for May 3, 2031.", "2031-05-03"),
        ("Examplov is awaiting sentencing.", None),
    ],
)
def test_sentence_to_come(text: str, date: str | None) -> None:
    found = events(f"Ivan Examplov pleaded guilty to fraud. {text}", IVAN)
    sentence = only(found, "sentence")
    assert (sentence.modality, sentence.date, sentence.who) == ("expected", date, (IVAN,))
    assert sentence.term_months is None


def test_most_that_is_faced_is_no_sentence() -> None:
    found = events(
        "Ivan Examplov pleaded guilty to fraud. Examplov faces a maximum sentence of 20 years in "
        "prison.",
        IVAN,
    )
    assert kinds(found) == ["plea"]
    assert found[0].max_term_months == 240


@pytest.mark.parametrize(
    "text",
    [
        "If convicted, Ivan Examplov faces up to ten years in prison.",
        "Ivan Examplov has not been arrested.",
        "Police may arrest Ivan Examplov.",
        "An indictment is merely an allegation, and Ivan Examplov is presumed innocent.",
        "“We arrested Ivan Examplov because nobody who robs our banks shall sleep well,” she said.",
    ],
)
def test_what_did_not_happen_or_is_only_said(text: str) -> None:
    assert events(text, IVAN) == ()


def test_charge_is_never_a_conviction() -> None:
    found = events(
        "Ivan Examplov was charged with hacking on May 3, 2030, and faces up to 20 years in prison "
        "if convicted.",
        IVAN,
    )
    assert kinds(found) == ["charge"]
    assert found[0].modality == "asserted"


@pytest.mark.parametrize(
    ("law", "modality"),
    [("was charged with hacking", "alleged"), ("pleaded guilty to hacking", "asserted")],
)
def test_attack_is_alleged_until_guilt_is_proven(law: str, modality: str) -> None:
    found = events(
        f"Ivan Examplov {law}. In May 2029, Examplov hacked into the network of Samplebank.",
        IVAN,
        groups={"Samplebank": "victim"},
    )
    attack = only(found, "attack")
    assert (attack.modality, attack.who, attack.date) == (modality, (IVAN, "Samplebank"), "2029-05")


def test_what_a_reward_is_offered_for_did_not_happen() -> None:
    found = events(
        "Ivan Examplov was charged with fraud. The department offers a reward of up to $1 million "
        "for information leading to the arrest and/or conviction of Examplov.",
        IVAN,
    )
    assert sorted(kinds(found)) == ["charge", "reward"]


def test_word_of_an_alias_tells_nothing() -> None:
    found = events(
        "The Defendants: Ivan Examplov (also known as “Convict”).", IVAN, groups={"Convict": "gang"}
    )
    assert found == ()
