from casewatch.reading.schemes.phrases import phrase_hits
from tests.reading_said.helpers import schemes

IVAN, OTTO = "Ivan Examplov", "Otto Sampleman"

CARDS = (
    "Ivan Examplov was charged today with a scheme to sell stolen credit card data.\n\n"
    "From at least May 2018 through October 2021, Ivan Examplov sold stolen credit card numbers to "
    "thousands of buyers. He is charged with access device fraud and conspiracy."
)


def test_a_central_scheme_with_its_people_and_years() -> None:
    found = schemes(CARDS, IVAN)
    assert found["carding"].who == (IVAN,)
    assert (found["carding"].from_, found["carding"].to) == ("2018", "2021")
    assert "ransomware" not in found


def test_each_of_two_accused_has_his_own_scheme() -> None:
    text = (
        "Ivan Examplov was convicted of credit card fraud. He sold stolen credit card data.\n\n"
        "Otto Sampleman was convicted of a hack-to-trade scheme: insider trading on stolen earnings reports."
    )
    found = schemes(text, IVAN, OTTO, role="convicted")
    assert found["carding"].who == (IVAN,)
    assert found["hack_to_trade"].who == (OTTO,)


def test_a_remark_on_the_times_is_no_scheme() -> None:
    text = CARDS + "\n\nBoth states have accused each other of election interference."
    assert "influence" not in schemes(text, IVAN)


def test_advice_to_readers_is_no_scheme() -> None:
    text = CARDS + "\n\nIf you believe you are a victim of ransomware, contact the bureau."
    assert "ransomware" not in schemes(text, IVAN)


def test_where_nobody_is_accused_the_gang_stands() -> None:
    text = (
        "Police took down the servers of PaperWolf, a ransomware gang. PaperWolf ransomware encrypted "
        "the files of forty hospitals. PaperWolf demanded a ransom from each."
    )
    assert schemes(text, groups=("PaperWolf",))["ransomware"].who == ("PaperWolf",)


def test_phrases_of_every_kind() -> None:
    samples = {
        "sim_swap": "a SIM-swapping ring", "bec": "business email compromise", "botnet": "ran a botnet",
        "ddos_for_hire": "a booter service", "atm_cashout": "ATM jackpotting", "espionage": "cyber espionage",
        "tech_support_fraud": "a tech support scam", "crypto_theft": "stole 900 bitcoin",
        "investment_fraud": "a Ponzi scheme", "phishing": "phishing emails", "laundering": "laundered the proceeds",
        "identity_theft": "aggravated identity theft", "account_takeover": "credential stuffing",
        "extortion": "extorted the victims", "influence": "a disinformation campaign",
    }  # fmt: skip
    for kind, text in samples.items():
        assert kind in {h.kind for h in phrase_hits(text)}, kind


def test_capitals_that_grow_in_lower_case_move_no_span() -> None:
    text = "İİİ Ransomware"
    (hit,) = (h for h in phrase_hits(text) if h.kind == "ransomware")
    assert hit.span.text_of(text) == "Ransomware"


def test_the_plainest_word_and_the_deed_have_grades() -> None:
    grades = {h.grade for h in phrase_hits("Ransomware. He deployed the ransomware.")}
    assert grades == {"plain", "told"}
    assert not phrase_hits("He paid for the parcel and left.")


def test_no_phrase_goes_on_behind_its_clause() -> None:
    text = "He stole a bicycle. The database of the library is open."
    assert not [h for h in phrase_hits(text) if h.span.text_of(text).count(".")]


def test_one_accused_and_the_gang_stand_together() -> None:
    text = (
        "Ivan Examplov deployed ransomware for PaperWolf.\n\n"
        "Ivan Examplov and PaperWolf encrypted the files of forty hospitals and demanded a ransom. "
        "PaperWolf ransomware attacks continued until 2023."
    )
    assert schemes(text, IVAN, groups=("PaperWolf",))["ransomware"].who == (IVAN, "PaperWolf")


def test_a_platform_or_a_victim_is_behind_no_scheme() -> None:
    text = (
        "A phishing campaign hit customers of Bank Varden. The phishing emails led to fake login pages "
        "of Bank Varden. Nobody has been arrested over the phishing of Bank Varden."
    )
    for kind in ("platform", "victim"):
        found = schemes(text, groups=("Bank Varden",), kind=kind)
        assert found["phishing"].who == ()


def test_all_the_accused_where_the_deed_is_told_of_them_together() -> None:
    text = (
        "Ivan Examplov and Otto Sampleman ran a credit card fraud ring. Ivan Examplov was arrested. "
        "Otto Sampleman was arrested later.\n\n"
        "The conspirators sold stolen credit card numbers. They also sold counterfeit cards."
    )
    assert schemes(text, IVAN, OTTO)["carding"].who == (IVAN, OTTO)


def test_the_year_of_a_deed_but_not_of_an_arrest() -> None:
    text = (
        "Ivan Examplov is charged over a phishing campaign. He was arrested in May 2024.\n\n"
        "In November 2022 Ivan Examplov sent phishing emails to hundreds of victims."
    )
    assert schemes(text, IVAN)["phishing"].from_ == "2022"


def test_stolen_cards_need_not_be_called_credit_cards() -> None:
    kinds = {h.kind for h in phrase_hits("They were sellers of stolen card numbers.")}
    assert "carding" in kinds
    assert "carding" not in {h.kind for h in phrase_hits("He used stolen SIM cards.")}


def test_a_crime_in_the_name_of_an_office_is_no_scheme() -> None:
    text = CARDS + (
        "\n\nThe case is being handled by the office's Fraud and Money Laundering Section and by "
        "the Ransomware and Extortion Task Force."
    )
    assert set(schemes(text, IVAN)) == {"carding"}


def test_a_heading_in_capitals_is_no_name_of_an_office() -> None:
    text = "Man Sentenced for Money Laundering Group’s Funds\n\n" + CARDS.replace(
        "sold stolen", "laundered money, laundered proceeds of ransoms, and sold stolen"
    )
    assert "laundering" in schemes(text, IVAN)


def test_what_a_task_force_is_there_for_is_no_scheme() -> None:
    text = CARDS + (
        "\n\nOCDETF identifies, disrupts, and dismantles drug traffickers, money launderers, gangs "
        "and criminal organizations that threaten the country."
    )
    assert set(schemes(text, IVAN)) == {"carding"}
