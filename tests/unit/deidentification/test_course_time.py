"""Course time tells when something was from the first visit, and no calendar date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.course_time import (
    GRAINS,
    NOT_RECORDED,
    calendar_day,
    canonical_date,
    course_of,
    shifted,
)

FIRST = date(2023, 3, 7)
COURSE = course_of([FIRST, date(2023, 3, 21), date(2023, 6, 6), FIRST])


@pytest.mark.parametrize(
    ("text", "grain", "label"),
    [
        ("2023-03-07", "week", "first visit"),
        ("2023-03-07T10:00:00+00:00", "week", "first visit"),
        ("2023-03-08", "week", "the same week"),
        ("2023-03-14", "week", "+1 week"),
        ("2023-03-21", "week", "+2 weeks"),
        ("2023-06-06", "week", "+3 months"),
        ("2023-03-21", "month", "within 2 weeks"),
        ("2023-06-06", "month", "+3 months"),
        ("2023-06-06", "quarter", "+3 months"),
        ("2023-03-21", "quarter", "within 6 weeks"),
        ("2024-03-07", "quarter", "+12 months"),
        ("2025-03-07", "year", "+2 years"),
        ("2023-03-21", "visit", "visit 2"),
        ("2023-04-01", "visit", "between visits 2 and 3"),
        ("2024-01-01", "visit", "after the last visit"),
        ("2023-01-01", "visit", "before the first visit"),
        ("2023-01-07", "week", "2 months before the first visit"),
        ("2023-03-01", "week", "shortly before the first visit"),
        ("2019-03-07", "week", "about 4 years before the first visit"),
        ("2012-03-07", "week", "about 10 years before the first visit"),
        ("1984-05-17", "week", "long before the first visit"),
        ("2021", "week", "about 2 years before the first visit"),
        ("2023", "week", "in the year of the first visit"),
        ("2023-06", "week", "+3 months"),
        ("1984", "week", "long before the first visit"),
        ("--05-17", "week", NOT_RECORDED),
        ("yesterday", "week", NOT_RECORDED),
    ],
)
def test_labels(text, grain, label):
    """Each date at each grain, in words; the further back, the coarser."""
    assert COURSE.label(canonical_date(text), grain) == label


def test_without_a_visit_no_date_is_told():
    """Where nobody was seen there is nothing to tell dates from."""
    assert course_of([]).label(canonical_date("2023-03-07"), "week") == NOT_RECORDED


def test_visits_are_numbered_in_order_and_days_count_once():
    """Two entries of one day are one visit."""
    assert [COURSE.visit_number(day) for day in COURSE.visits] == [1, 2, 3]
    assert COURSE.visit_number(date(2023, 3, 8)) is None


@given(st.integers(-9000, 9000), st.sampled_from(GRAINS))
def test_no_label_holds_a_calendar_date(days, grain):
    """Whatever the day, its year, month name and day do not stand in the label."""
    day = FIRST + timedelta(days=days)
    label = COURSE.label(canonical_date(day.isoformat()), grain)
    assert str(day.year) not in label
    assert day.strftime("%B") not in label


@pytest.mark.parametrize("grain", GRAINS)
def test_a_span_is_told_at_the_grain(grain):
    """A course of one visit, of none and of several."""
    assert course_of([FIRST]).span(grain) == "one visit"
    assert course_of([]).span(grain) == NOT_RECORDED
    assert COURSE.span(grain)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2024-02-28", "2024-03-01"),
        ("2023-02-28T10:00:00+00:00", "2023-03-02T10:00:00+00:00"),
        ("2024-02", None),
        ("9999-12-31", None),
        ("junk", None),
    ],
)
def test_a_shift_moves_whole_dates_only(text, moved):
    """Over month ends and leap days; what is not whole cannot be moved."""
    assert shifted(text, 2) == moved


@pytest.mark.parametrize("value", [None, float("nan"), "", "2024-13-01", 5])
def test_what_is_no_date_is_none(value):
    """Missing and impossible dates give nothing, and no error."""
    assert canonical_date(value) is None
    assert calendar_day(value) is None
