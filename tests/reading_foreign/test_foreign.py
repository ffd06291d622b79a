"""Reports in other languages: recognised, their names read, nothing read as if it were English."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.model.reading import notes_of, reading_to_json
from casewatch.model.report import Report
from casewatch.model.spans import fits
from casewatch.reading.foreign import is_foreign, read_foreign
from casewatch.reading.foreign.money import number
from casewatch.reading.reader import RulesReader
from casewatch.sources.clean.language import language_of
from casewatch.sources.cleaning import clean_report
from tests.effort import in_proportion

TEXTS = {
    "ru": "МОСКВА. Полиция задержала Ивана Примерова (Ivan Primerov), известного как «Primus», по "
    "подозрению в краже 10,5 млн рублей. Иван Примеров живёт в России. Ольга Сергеевна Образцова "
    "сообщила, что ущерб составил 1 500 000 долларов.",
    "uk": "Поліція України затримала Олександра Зразковського, він же «zrazok». Збитки становлять "
    "2 млн гривень. Суд у Києві відпустив Тараса Прикладенка під домашній арешт.",
    "de": "Die Polizei in Deutschland hat Hans Beispielmann, genannt „Beispiel“, festgenommen. Der "
    "Schaden liegt bei 1,5 Millionen Euro. Der Staatsanwalt Peter von Muster sprach von 250.000 "
    "US-Dollar. Auch in Frankreich wurde ermittelt.",
    "es": "La Policía Nacional detuvo en España a Carlos Ejemplo, alias «Ejem», por robar 2 millones "
    "de euros a varias empresas. María José Prueba viajó a Estados Unidos con $5.000.",
    "fr": "La police a interpellé Jean-Pierre EXEMPLE, dit « Exo », à son domicile. Le préjudice "
    "atteint 3 millions d'euros, soit 3,2 millions de dollars, en France et en Suisse.",
    "zh": "警方在中国逮捕了黑客 Ivan Examplov,他被指控入侵多家公司的电脑系统,涉案金额100万美元。德国警方协助了调查。",
}
PEOPLE = {
    "ru": {"Иван Примеров": ["Ivan Primerov", "Primus"], "Ольга Сергеевна Образцова": []},
    "uk": {"Олександр Зразковський": ["zrazok"], "Тарас Прикладенко": []},
    "de": {"Hans Beispielmann": ["Beispiel"], "Peter von Muster": []},
    "es": {"Carlos Ejemplo": ["Ejem"], "María José Prueba": []},
    "fr": {"Jean-Pierre Exemple": ["Exo"]},
    "zh": {"Ivan Examplov": []},
}
MONEY = {
    "ru": {(10_500_000, "RUB"), (1_500_000, "USD")},
    "uk": {(2_000_000, "UAH")},
    "de": {(1_500_000, "EUR"), (250_000, "USD")},
    "es": {(2_000_000, "EUR"), (5_000, "USD")},
    "fr": {(3_000_000, "EUR"), (3_200_000, "USD")},
    "zh": {(1_000_000, "USD")},
}
COUNTRIES = {
    "ru": ["RU"], "uk": ["UA"], "de": ["DE", "FR"], "es": ["ES", "US"], "fr": ["CH", "FR"],
    "zh": ["CN", "DE"],
}  # fmt: skip
ENGLISH = (
    "Ivan Examplov, 31, of Moscow, Russia, also known as “Иван Примеров”, was sentenced on Monday "
    "to five years in prison for his part in a scheme that stole card data. Olga Sergeevna "
    "Testova and Dmitri Modelov, who were charged with him, are still at large, the court said."
)


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_is_recognised(code: str) -> None:
    assert language_of(TEXTS[code]) == code
    assert language_of(TEXTS[code] * 3, "en") == code


@pytest.mark.parametrize("code", TEXTS)
def test_names_sums_and_countries_are_read_and_nothing_else(code: str) -> None:
    report = Report("x", TEXTS[code], language=code)
    reading = RulesReader().read(report)
    assert {p.name: [a.value for a in p.aliases] for p in reading.people} == PEOPLE[code]
    assert {p.role for p in reading.people} == {"other"}
    assert {(m.amount, m.currency) for m in reading.money} == MONEY[code]
    assert list(reading.countries) == COUNTRIES[code]
    assert not [*reading.events, *reading.schemes, *reading.attributions, *reading.final_status]
    spans = [s for p in reading.people for s in p.spans]
    spans += [s for p in reading.people for a in p.aliases for s in a.spans]
    spans += [s for m in reading.money for s in m.spans]
    assert fits(report.text, spans)


def test_the_reason_is_stated() -> None:
    reading = RulesReader().read(Report("x", TEXTS["de"], language="de"))
    told = reading_to_json(reading)
    assert told["document"]["language"] == "de"
    assert "not English" in told["notes"][0]
    assert notes_of(RulesReader().read(Report("x", ENGLISH))) == ()


def test_english_words_in_a_foreign_report_tell_no_event() -> None:
    text = TEXTS["de"] + " Ivan Examplov was arrested and sentenced to five years in prison."
    assert RulesReader().read(Report("x", text, language="de")).events == ()


def test_an_english_report_with_russian_names_stays_english() -> None:
    assert language_of(ENGLISH) == "en"
    assert language_of(ENGLISH * 4, "ru") == "en"  # the site's language, not the text's


def test_a_page_with_an_english_menu_goes_by_its_body() -> None:
    menu = "Home\n\nAbout us\n\nNews and press releases\n\nContact the press office\n\n"
    assert language_of(menu + TEXTS["ru"] * 4) == "ru"
    assert language_of(menu + TEXTS["fr"] * 4, "en") == "fr"


def test_an_english_story_with_a_foreign_quotation_stays_english() -> None:
    assert language_of(ENGLISH * 3 + " “" + TEXTS["es"][:120] + "” " + ENGLISH * 3) == "en"


@pytest.mark.parametrize("text", ["", "Ivan", "12.5.2024 – 300", "Ivan Examplov, Petr Testov"])
def test_what_cannot_be_told_is_taken_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_a_batch_keeps_the_languages_apart() -> None:
    reader = RulesReader()
    reports = [Report("a", ENGLISH), Report("b", TEXTS["ru"], language="ru")]
    together = reader.together(reports)
    assert [together.read(r) for r in reports] == [reader.read(r) for r in reports]


def test_declined_women_and_adjectives() -> None:
    text = "Суд арестовал Марию Образцову и Анну Примерскую. Задержан Олег Примерский."
    names = [p.name for p in read_foreign(Report("x", text, language="ru"), "rules-1").people]
    assert names == ["Мария Образцова", "Анна Примерская", "Олег Примерский"]


def test_another_name_in_brackets_is_no_alias() -> None:
    text = "Задержаны Иван Примеров (Peter Testman) и другие."
    people = read_foreign(Report("x", text, language="ru"), "rules-1").people
    assert people[0].aliases == ()


@pytest.mark.parametrize(
    ("told", "value"),
    [("1.500.000", 1_500_000), ("1 500,50", 1500.5), ("1,5", 1.5), ("250.000", 250_000), ("7", 7)],
)
def test_numbers(told: str, value: float) -> None:
    assert number(told) == value


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ИванПримеров Hans von«»(),.1 млнрублейEuro万元\n", max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = read_foreign(Report("x", text, language="ru"), "rules-1")
    for p in reading.people:
        assert fits(text, p.spans)


@pytest.mark.parametrize("unit", ["Иван ", "1.000", "Иван Примеров (", "1 ", "alias ", "万"])
def test_effort_is_in_proportion(unit: str) -> None:
    def work(n: int) -> object:
        return read_foreign(Report("x", unit * n, language="ru"), "rules-1")

    assert in_proportion(work, 2000)


@pytest.mark.shared
def test_labelled_english_reports_are_english(shared: Path) -> None:
    for base in (shared / "gold", shared / "gold" / "train"):
        for line in (base / "reports.jsonl").read_text().splitlines():
            report = clean_report(json.loads(line))
            label = base / "labels" / f"{report.id}.json"
            if json.loads(label.read_text())["language"] == "en":
                assert not is_foreign(report), report.id


@pytest.mark.shared
def test_hardly_any_report_of_the_corpus_changes(shared: Path) -> None:
    with gzip.open(shared / "corpus" / "reports.jsonl.gz", "rt") as stream:
        rows = [json.loads(line) for line in stream]
    english = sum(language_of(r.get("text") or "", r.get("language") or "") == "en" for r in rows)
    assert 1080 <= english <= 1092
