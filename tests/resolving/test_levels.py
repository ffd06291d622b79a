"""Levels of grounds, and the fitted probability that two mentions are of one person."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from casewatch.resolving.chance import LEAST, MOST, chance, squash
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.levels import DIFFER, NAME_LEVELS, further, levels, shared
from casewatch.resolving.mentions import Mention, mentions_of
from casewatch.resolving.words import table
from tests.resolving.build import story


def mentions() -> list[Mention]:
    return [m for r in story() for m in mentions_of(r, r.report.id, ("person",))]


def named(name: str) -> Mention:
    empty: frozenset[str] = frozenset()
    one = mentions()[0]
    return replace(
        one, key=MentionKey(name, name), name=name, forms=(name,),
        handles=empty, born=None, gender="", nationality=empty, residence=empty, companions=empty,
        officials=empty, groups=empty, agencies=empty, schemes=empty, offences=empty,
        happened=frozenset(), terms=frozenset(), sums=frozenset(), countries=empty,
        page_groups=empty, copy_group=name,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [("", "xy", ""), ("x", "y", "differ"), ("xz", "xy", "partly"), ("xyz", "xy", "agree")],
)
def test_what_sets_have_in_common(a: str, b: str, level: str) -> None:
    assert shared(set(a), set(b)) == level


def test_what_nobody_says_is_no_level() -> None:
    assert further(named("Mara Testova"), named("Mara Testova")) == {}
    assert set(levels(named("Mara Testova"), named("Mara Testova"))) == {"name", "spelling"}


def test_levels_and_probability_are_the_same_both_ways() -> None:
    for a, b in product(mentions(), repeat=2):
        if a.key.report != b.key.report:
            assert levels(a, b) == levels(b, a)
            assert chance(a, b) == chance(b, a)


def test_every_weight_is_clipped_and_says_what_its_level_says() -> None:
    fitted = table("levels")
    assert set(fitted["name"]["name"]) == set(NAME_LEVELS)
    for ground, by_level in fitted["further"].items():
        assert all(abs(bits) <= 5 for bits in by_level.values()), ground
        assert by_level.get(DIFFER, 0) <= 0 <= by_level.get("agree", 0), ground


def test_a_name_alone_is_never_near_certain_and_a_common_one_less() -> None:
    rare = chance(named("Zorvin Qaplanek"), named("Zorvin Qaplanek"))
    common = chance(named("John Smith"), named("John Smith"))
    assert rare is not None
    assert common is not None
    assert common.probability < rare.probability < 0.9


def test_what_differs_takes_away_and_is_shown() -> None:
    a, b = named("Zorvin Qaplanek"), named("Zorvin Qaplanek")
    bare = chance(a, b)
    other = chance(replace(a, born=(1980, 1981)), replace(b, born=(1950, 1951)))
    like = chance(replace(a, born=(1980, 1981)), replace(b, born=(1980, 1981)))
    assert bare is not None
    assert other is not None
    assert like is not None
    assert other.probability < bare.probability < like.probability
    assert ("age", "differ") in {(g, level) for g, level, bits in other.weights if bits < 0}
    assert "age (differ) -" in other.words()


def test_no_name_in_common_is_no_pair() -> None:
    assert chance(named("Zorvin Qaplanek"), named("Mara Testova")) is None


def test_a_probability_claims_no_more_than_it_can() -> None:
    assert squash(0) == 0.5
    assert squash(99) == MOST
    assert squash(-99) == LEAST
