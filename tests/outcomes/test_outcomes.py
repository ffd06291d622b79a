"""Terms and times of like cases: counted once, never below five, percentiles right."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from casewatch.cases import case_files
from casewatch.cli.main import main
from casewatch.model.reading import Money, Reading, Scheme
from casewatch.model.vocabulary import LIFE_MONTHS
from casewatch.outcomes import FEWEST, Outcome, beside, outcomes, summary
from casewatch.outcomes.compare import distribution, like, percentile
from casewatch.outcomes.text import ordinal, render_comparison, render_summary
from casewatch.resolving import resolve
from casewatch.store import Store
from tests.between_states.story import agency
from tests.resolving.build import copy_of, event, person, reading, span

FIRST = ("Mara", "Petr", "Jon", "Olga", "Nils", "Rosa", "Karl", "Vera")


def sentenced(n: int, term: int | None = None, scheme: str = "carding") -> Reading:
    """The n-th made-up person: charged in January 2018, n + 1 years for n million."""
    name = f"{FIRST[n % len(FIRST)]} Testov{'abcdefgh'[n % 8]}k{'ilmnoprs'[n // 8]}"
    months = 12 * (n + 1) if term is None else term
    text = (
        f"{name}, who was charged on January 5, 2018 and faces up to 240 months, was sentenced to "
        f"{months} months on January 5, 2020 by the Boxville Police Court {n}. The loss was "
        f"${n + 1} million. The cards of town {n} were sold in shop number {n * 7}."
    )
    return reading(
        f"r{n}", "2020-01-06", text, [person(text, name, "convicted", nationality=("ZZ",))],
        [event(text, "charge", "was charged", name, date="2018-01-05", max_term_months=240,
               offences=("fraud",)),
         event(text, "sentence", "was sentenced", name, date="2020-01-05", term_months=months,
               offences=("fraud",))],
        {name: "sentenced"},
        money=(Money((n + 1) * 1e6, "USD", "loss", span(text, f"${n + 1} million"), (name,)),),
        schemes=(Scheme(scheme, span(text, "cards"), (name,)),),  # type: ignore[arg-type]
        agencies=(agency(text, "Boxville Police", "US"),),
    )  # fmt: skip


def ended(*readings: Reading) -> tuple[Outcome, ...]:
    resolution = resolve(readings)
    return outcomes(case_files(resolution), resolution.readings)


def told(value: RenderableType) -> str:
    console = Console(width=140, color_system=None)
    with console.capture() as captured:
        console.print(value)
    return " ".join(captured.get().split())


def test_one_outcome() -> None:
    (o,) = ended(sentenced(2))
    assert (o.term_months, o.months_to_sentence, o.max_months) == (36, 24, 240)
    assert o.stake is not None
    assert (o.stake.amount, o.stake.kind, o.stake.modality) == (3e6, "loss", "asserted")
    assert (o.country, o.schemes, o.offences) == ("US", ("carding",), ("fraud",))
    assert o.sources


def test_a_maximum_below_the_term_is_that_of_one_count() -> None:
    assert ended(sentenced(1, term=300))[0].max_months is None


def test_copies_and_later_reports_double_nobody() -> None:
    readings = [sentenced(n) for n in range(6)]
    copies = [copy_of(r, f"{r.report.id}x", "The Copying Post") for r in readings]
    once, twice = summary(ended(*readings)), summary(ended(*readings, *copies))
    assert len(once.cases) == len(twice.cases) == 6
    assert once.measures == twice.measures


def test_nothing_is_said_below_five_but_how_many() -> None:
    few = summary(ended(*(sentenced(n) for n in range(FEWEST - 1))))
    assert all(m.told is None for m in few.measures)
    words = told(render_summary(few, "all"))
    assert "4 cases" in words
    assert "median" not in words
    enough = summary(ended(*(sentenced(n) for n in range(FEWEST))))
    term = next(m for m in enough.measures if m.name.startswith("term imposed"))
    assert term.told is not None
    assert (term.told.least, term.told.median, term.told.most) == (12, 36, 60)


def test_life_is_counted_apart_from_the_months() -> None:
    found = summary(ended(*(sentenced(n) for n in range(5)), sentenced(7, term=LIFE_MONTHS)))
    term = next(m for m in found.measures if m.name.startswith("term imposed"))
    assert (len(found.cases), found.life, term.cases) == (6, 1, 5)


def test_one_sentence_beside_its_peers() -> None:
    every = ended(*(sentenced(n) for n in range(7)))
    case = next(o for o in every if o.term_months == 72)
    found = beside(case, every)
    assert len(found.peers) == 6
    assert found.by == "scheme: carding"
    assert found.ranks[0].percentile == pytest.approx(100 * 5 / 6)
    words = told(render_comparison(found))
    assert "6 years for $6 million of loss" in words
    assert "83rd percentile of 6 cases" in words


def test_too_few_peers_say_so() -> None:
    every = ended(*(sentenced(n) for n in range(3)))
    found = beside(every[0], every)
    assert all(r.percentile is None for r in found.ranks)
    assert "too few" in told(render_comparison(found))


def test_filters() -> None:
    every = ended(sentenced(1), sentenced(2, scheme="ransomware"))
    assert len(like(every, scheme="ransomware")) == 1
    assert len(like(every, offence="fraud", country="US")) == 2
    assert like(every, country="DE") == ()


@given(st.lists(st.integers(0, 500), max_size=40), st.integers(0, 500))
def test_percentile_and_quartiles_hold_their_order(values: list[int], value: int) -> None:
    found, rank = distribution(values), percentile(value, values)
    assert (found is None) == (rank is None) == (len(values) < FEWEST)
    if found is not None and rank is not None:
        assert found.least <= found.quarter <= found.median <= found.three_quarters <= found.most
        assert 0 <= rank <= 100
        assert rank <= (percentile(value + 1, values) or 0)


@pytest.mark.parametrize(
    ("value", "words"), [(71, "71st"), (2.4, "2nd"), (11, "11th"), (93, "93rd"), (100, "100th")]
)
def test_ordinals(value: float, words: str) -> None:
    assert ordinal(value) == words


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = str(tmp_path / "store.db")
    with Store.open(url) as store:
        for n in range(6):
            one = sentenced(n)
            store.add(one.report, one)
    name = sentenced(5).people[0].name
    assert main(["outcomes", "--store", url, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 6
    assert main(["outcomes", "--store", url, "--scheme", "carding"]) == 0
    assert "6 cases" in capsys.readouterr().out
    assert main(["outcomes", "--store", url, "--case", name]) == 0
    assert "100th percentile of 5 cases" in capsys.readouterr().out
    assert main(["outcomes", "--store", url, "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    assert main(["outcomes", "--store", url, "--case", "Nemo Nobody"]) == 1
    assert main(["outcomes", "--store", url, "--scheme", "juggling"]) == 2
