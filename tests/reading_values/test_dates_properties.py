"""Dates in any supported form are found with their value; any text at all is survived."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.spans import fits
from casewatch.reading.dates import find_dates
from casewatch.reading.dates.values import real
from tests.effort import in_proportion

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT = [
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

days = st.dates(date(1990, 1, 1), date(2035, 12, 31))
FULL = [
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{SHORT[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day}th of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1].upper()} {d.day}, {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.month:02}/{d.day:02}/{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: d.isoformat(),
]
FRAMES = [
    "On {} he was arrested.",
    "Mara Testova fled ({}).",
    "Filed {}; sealed.",
    "{}",
    "It was {}!\nMore",
]


@given(days, st.sampled_from(FULL), st.sampled_from(FRAMES), st.none() | days)
def test_full_dates(day: date, form, frame: str, today: date | None) -> None:  # type: ignore[no-untyped-def]
    text = frame.format(form(day))
    assert [(m.value, m.end) for m in find_dates(text, today)] == [(day.isoformat(), None)]
    assert find_dates(text, today)[0].span.text_of(text) == form(day)


@given(days, st.sampled_from(FRAMES), st.sampled_from(["", "early ", "late ", "the end of "]))
def test_months_and_years(day: date, frame: str, lead: str) -> None:
    text = frame.format(f"{lead}{MONTHS[day.month - 1]} {day.year}")
    assert [m.value for m in find_dates(text, None)] == [f"{day.year}-{day.month:02}"]
    text = f"The shop opened in {lead}{day.year} and grew."
    assert [m.value for m in find_dates(text, None)] == [str(day.year)]


@given(days, st.integers(0, 363))
def test_a_day_without_year_told_as_past_is_not_ahead(today: date, back: int) -> None:
    then = today - timedelta(back)
    if (then.month, then.day) == (2, 29):
        return
    text = f"He was arrested on {MONTHS[then.month - 1]} {then.day} in Exampleville."
    (found,) = find_dates(text, today)
    assert found.value == then.isoformat() or back > 240


@given(days, st.integers(0, 6))
def test_weekdays_lie_within_the_week(today: date, back: int) -> None:
    then = today - timedelta(back)
    text = f"He was arrested on {WEEKDAYS[then.weekday()]}."
    assert [m.value for m in find_dates(text, today)] == [then.isoformat()]
    coming = today + timedelta(back)
    text = f"He will be sentenced on {WEEKDAYS[coming.weekday()]}."
    assert [m.value for m in find_dates(text, today)] == [coming.isoformat()]


@given(
    days,
    days,
    st.sampled_from(["from {} to {}", "between {} and {}", "{} – {}", "from {} through {}"]),
)
def test_ranges(a: date, b: date, frame: str) -> None:
    first, last = sorted((a, b))
    if (first.year, first.month) == (last.year, last.month):
        return
    told = (f"{MONTHS[d.month - 1]} {d.year}" for d in (first, last))
    (found,) = find_dates(frame.format(*told), None)
    assert (found.value, found.end) == (
        f"{first.year}-{first.month:02}",
        f"{last.year}-{last.month:02}",
    )


@given(st.integers(1900, 2100), st.integers(0, 13), st.integers(0, 32))
def test_impossible_days_are_no_dates(year: int, month: int, day: int) -> None:
    text = f"{year}-{month:02}-{day:02}"
    values = [m.value for m in find_dates(text, None)]
    assert values == ([text] if real(year, month, day) else [])


pieces = st.lists(
    st.sampled_from(
        [*MONTHS[:5], *SHORT[7:], *WEEKDAYS[:2], "last", "week", "3", "31", "2019", "2024-02-30", "to", "and", "–", ",",
         "/", "ago", "two", "the same day", "between", "in", "early", "99999999999", "\n", ".", "-", "’s", "İ", "will"]
    ) | st.text(max_size=4),
    max_size=30,
)  # fmt: skip


@given(st.text(max_size=200) | pieces.map(" ".join) | pieces.map("".join), st.none() | days)
def test_any_text(text: str, today: date | None) -> None:
    found = find_dates(text, today)
    assert found == find_dates(text, today)
    last = 0
    for mention in found:
        assert fits(text, [mention.span])
        assert mention.span.start >= last
        last = mention.span.end
        for value in (mention.value, mention.end):
            if value is not None:
                parts = [int(p) for p in value.split("-")]
                assert real(parts[0], *(parts[1:] or [1]))


@pytest.mark.parametrize(
    "piece", ["May 1-", "in 2019 and ", "between ", "two days ", "1/1/", "the same "]
)
def test_long_hostile_text_takes_linear_time(piece: str) -> None:
    assert in_proportion(lambda count: find_dates(piece * count, date(2024, 1, 1)), 20_000)
