"""Who and what is linked, names in doubt, forecasts, what is shown of a source."""

from dataclasses import replace

from casewatch.cases import CaseFile, case_files, case_to_json, find_case
from casewatch.cases.forecasts import borne_out
from casewatch.cases.model import Line, Source, Word
from casewatch.cases.text import case_to_markdown, case_to_text
from casewatch.model.reading import Attribution, Reading
from casewatch.model.spans import Span
from casewatch.resolving import resolve
from tests.resolving.build import event, group, person, reading, span

NAME, OTHER = "Mara Testova", "Petr Primerov"


def cases(*readings: Reading) -> tuple[CaseFile, ...]:
    return case_files(resolve(readings))


def named(found: tuple[CaseFile, ...], name: str) -> CaseFile:
    return next(c for c in found if c.name == name)


def test_a_venue_hangs_on_whom_its_sentence_names() -> None:
    text = (
        "Mara Testova sold cards on Carderville, while Petr Primerov traded on stolen news. "
        "Both were charged. Petr Primerov lives in Boxville."
    )
    page = reading("a", "2019-05-05", text, [person(text, NAME), person(text, OTHER)],
                   [event(text, "charge", "were charged", NAME, OTHER)],
                   groups=(group(text, "Carderville", "venue"),))  # fmt: skip
    found = cases(page)
    assert [v.name for v in named(found, NAME).venues] == ["Carderville"]
    assert named(found, OTHER).venues == ()
    assert {x.name for x in named(found, "Carderville").associates} == {NAME}


def test_a_pronoun_in_the_next_sentence_links() -> None:
    text = "Mara Testova was charged. She ran Carderville from a flat. Shoptown was closed in May."
    page = reading("a", "2019-05-05", text, [person(text, NAME)],
                   [event(text, "charge", "was charged", NAME)],
                   groups=(group(text, "Carderville", "venue"), group(text, "Shoptown", "venue")))  # fmt: skip
    assert [v.name for v in named(cases(page), NAME).venues] == ["Carderville"]


def test_what_one_is_to_the_other_is_said() -> None:
    text = "Mara Testova and her brother Petr Primerov were charged on May 4, 2019."
    page = reading("a", "2019-05-05", text, [person(text, NAME), person(text, OTHER)],
                   [event(text, "charge", "were charged", NAME, OTHER, date="2019-05-04")])  # fmt: skip
    (link,) = named(cases(page), NAME).associates
    assert set(link.how) == {"same charge", "called brother"}


def venue_stories(words: str) -> list[Reading]:
    first = f"Mara Testova, {words} Shoptown, was charged on May 4, 2019."
    own = [reading("a", "2019-05-05", first, [person(first, NAME, aliases=["Shoptown"])],
                   [event(first, "charge", "was charged", NAME, date="2019-05-04")])]  # fmt: skip
    for n, place in enumerate(("north", "south", "east", "west")):
        text = (
            f"The market Shoptown was closed in the {place} of Boxville by number {n} of {n + 9}."
        )
        own.append(reading(f"g{n}", f"2019-06-0{n + 1}", text,
                           groups=(group(text, "Shoptown", "venue"),)))  # fmt: skip
    return own


def test_a_name_that_is_rather_a_venues_is_put_to_doubt() -> None:
    found = cases(*venue_stories("founder of"))
    case = named(found, NAME)
    assert [n.name for n in case.names] == [NAME]
    assert [d.name for d in case.doubtful_names] == ["Shoptown"]
    assert "rather the name of the venue Shoptown" in case_to_text(case)
    assert case_to_json(case)["doubtful_names"][0]["sources"]
    assert [c.kind for c in find_case(found, "shoptown")] == ["group"]


def test_after_also_known_as_it_is_shared() -> None:
    found = cases(*venue_stories("also known as"))
    case = named(found, NAME)
    assert [(n.name, n.shared_with) for n in case.names[1:]] == [("Shoptown", "venue Shoptown")]
    assert [c.kind for c in find_case(found, "shoptown")] == ["group"]


def word(content: str, day: str = "2019-01-01", forecast: bool = True) -> Word:
    source = Source("a", Span(0, 5), "xxxxx", day=day)
    return Word("an expert", None, content, "indirect", True, forecast, False, (source,))


def line(kind: str, date: str | None, **more: str) -> Line:
    base = Line(date, kind, "asserted", None, None, None, (), 1, ())
    return replace(base, **more)  # type: ignore[arg-type]


def test_forecasts_are_borne_out_by_what_is_dated_later() -> None:
    timeline = [line("attack", "2018-05"), line("sentence", "2020-01-01"),
                line("charge", "2020-02-01", manner="superseding"), line("attack", None),
                line("attack", "2019"), line("arrest", "2021-03-03")]  # fmt: skip
    found = borne_out(word("they may go back to their trade"), timeline)
    assert [(x.type, x.date) for x in found.later] == [("arrest", "2021-03-03")]
    assert (
        borne_out(word("she would appeal"), [line("appeal", "2019-02-01"), *timeline]).later[0].type
        == "appeal"
    )
    assert borne_out(word("they may go back", forecast=False), timeline).later == ()
    assert borne_out(word("they may go back", day=""), timeline).later == ()


def test_a_forecast_without_a_later_report_says_so() -> None:
    text = "Mara Testova was charged. Experts fear that Mara Testova could return to crime."
    said = Attribution("Experts", "Mara Testova could return to crime", "indirect",
                       span(text, "Mara Testova could return"), forecast=True)  # fmt: skip
    page = reading("a", "2019-05-05", text, [person(text, NAME)],
                   [event(text, "charge", "was charged", NAME)], attributions=(said,))  # fmt: skip
    told = case_to_text(named(cases(page), NAME))
    assert "no later report bears it out" in " ".join(told.split())


def test_sources_name_publisher_and_day_and_short_quotes_stand_in_their_sentence() -> None:
    text = "Mara Testova was charged. The judge gave Mara Testova a two year sentence in Boxville."
    page = reading("a", "2019-05-05", text, [person(text, NAME, "convicted")],
                   [event(text, "sentence", "year sentence", NAME, term_months=24)],
                   publisher="The Example Post")  # fmt: skip
    case = named(cases(page), NAME)
    (source,) = case.timeline[0].sources
    assert source.quote == "year sentence"
    assert source.context == "The judge gave Mara Testova a two year sentence in Boxville."
    for form in (case_to_text(case), case_to_markdown(case)):
        flat = " ".join(form.replace("\\", "").split())
        assert "The Example Post, 2019-05-05, a" in flat
        assert "a two year sentence in Boxville" in flat


def test_somebody_never_accused_has_no_case_file() -> None:
    text = "Mara Testova was charged. Victim Petr Primerov lost his savings to her."
    page = reading("a", "2019-05-05", text, [person(text, NAME), person(text, OTHER, "victim")],
                   [event(text, "charge", "was charged", NAME)])  # fmt: skip
    assert [c.name for c in cases(page)] == [NAME]
