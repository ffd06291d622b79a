"""Who is concerned: names, pronouns, descriptions, counts."""

from tests.reading_events.telling import events, kinds, only

IVAN, MARA, PETR = "Ivan Examplov", "Mara Testova", "Petr Samplek"


def test_one_sentence_tells_arrest_and_extradition_each_with_its_date() -> None:
    found = events(
        "Ivan Examplov was arrested in Romania in November 2029 and extradited to the United "
        "States in January 2030.",
        IVAN,
    )
    arrest, extradition = only(found, "arrest"), only(found, "extradition")
    assert (arrest.who, arrest.date, arrest.place) == ((IVAN,), "2029-11", "Romania")
    assert (extradition.who, extradition.date) == ((IVAN,), "2030-01")
    assert set(extradition.parties) == {"US", "RO"}


def test_description_in_the_lead_is_the_person_named_next() -> None:
    found = events(
        "SPRINGFIELD – A local man was sentenced today to 54 months in prison for fraud. "
        "Ivan Examplov, 31, ran the scheme from his home.",
        IVAN,
    )
    sentence = only(found, "sentence")
    assert (sentence.who, sentence.term_months, sentence.date) == ((IVAN,), 54, "2031-03-12")


def test_pronouns_and_the_defendants() -> None:
    found = events(
        "Ivan Examplov, 31, and Mara Testova, 29, were charged with wire fraud on May 3, 2030. "
        "Both defendants were arrested in June 2030. Testova pleaded guilty. She was sentenced to "
        "two years in prison.",
        IVAN,
        MARA,
    )
    assert only(found, "charge").who == (IVAN, MARA)
    assert only(found, "arrest").who == (IVAN, MARA)
    assert only(found, "plea").who == (MARA,)
    assert (only(found, "sentence").who, only(found, "sentence").term_months) == ((MARA,), 24)


def test_official_is_never_the_one_concerned() -> None:
    found = events(
        "U.S. District Judge Mara Testova sentenced Ivan Examplov to five years in prison. "
        "Special Agent Petr Samplek arrested him.",
        IVAN,
        MARA,
        PETR,
        Testova="official",
        Samplek="official",
    )
    assert {n for e in found for n in e.who} == {IVAN}


def test_role_guessed_wrongly_does_not_hide_the_accused() -> None:
    found = events("Ivan Examplov was indicted by a grand jury.", IVAN, Examplov="victim")
    assert only(found, "charge").who == (IVAN,)


def test_nameless_people_are_counted() -> None:
    found = events("Police arrested 20 people in Spain during the raids.")
    arrest = only(found, "arrest")
    assert (arrest.who, arrest.count, arrest.place) == ((), 20, "Spain")


def test_total_and_parts() -> None:
    found = events(
        "In all, 52 suspects were arrested: 38 suspects were arrested in Australia, 11 in Ireland "
        "and three in Italy."
    )
    assert {e.count for e in found if e.type == "arrest"} == {52, 38, 11, 3}


def test_group_telling_yields_to_each_ones_own() -> None:
    found = events(
        "Ivan Examplov and Mara Testova pleaded guilty. Examplov pleaded guilty on May 3, 2030, and "
        "Testova pleaded guilty on June 7, 2030.",
        IVAN,
        MARA,
    )
    pleas = {e.who: e.date for e in found if e.type == "plea"}
    assert pleas == {(IVAN,): "2030-05-03", (MARA,): "2030-06-07"}


def test_further_charge_on_a_part() -> None:
    found = events(
        "Ivan Examplov, 31, and Mara Testova, 29, were charged with wire fraud. Testova was also "
        "charged with money laundering.",
        IVAN,
        MARA,
    )
    assert [e.who for e in found if e.type == "charge"] == [(IVAN, MARA), (MARA,)]


def test_repeated_tellings_are_one_event_with_all_their_words() -> None:
    found = events(
        "Ivan Examplov was sentenced to 60 months in prison. Judge Hall said that Examplov was "
        "sentenced to five years on March 10, 2031.",
        IVAN,
    )
    sentence = only(found, "sentence")
    assert (sentence.term_months, sentence.date, len(sentence.spans)) == (60, "2031-03-10", 2)


def test_charging_paper_with_nobody_on_it_is_the_charge_told_before() -> None:
    found = events(
        "Ivan Examplov was indicted for fraud. The indictment was returned on February 3, 2031, "
        "and unsealed today.",
        IVAN,
    )
    assert kinds(found).count("charge") == 1
    assert only(found, "charge").date == "2031-02-03"


def test_dismissed_counts_belong_to_the_accused() -> None:
    found = events(
        "Ivan Examplov pleaded guilty to one count of fraud. The remaining counts were dismissed.",
        IVAN,
    )
    assert only(found, "dismissal").who == (IVAN,)


def test_all_three_defendants_are_those_named_before() -> None:
    found = events(
        "Ivan Examplov, 31, Mara Testova, 29, and Petr Samplek, 40, pleaded guilty to fraud. All three "
        "defendants are scheduled to be sentenced on May 3, 2031.",
        IVAN,
        MARA,
        PETR,
    )
    sentence = only(found, "sentence")
    assert (sentence.who, sentence.modality) == ((IVAN, MARA, PETR), "expected")


def test_series_shares_its_day_and_keeps_its_terms() -> None:
    found = events(
        "In 2029, Ivan Examplov was sentenced to 125 months in prison; Mara Testova was sentenced to six "
        "months in prison.",
        IVAN,
        MARA,
    )
    told = {e.who: (e.date, e.term_months) for e in found if e.type == "sentence"}
    assert told == {(IVAN,): ("2029", 125), (MARA,): ("2029", 6)}
