"""The timeline is to scale where the labels allow it, and never lies."""

from itertools import pairwise

import pytest

from anonkit.datasets.course import course_places, days_after_first


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("first visit", 0),
        ("+2 weeks", 14),
        ("+1 week", 7),
        ("+3 months", 91),
        ("+1 year", 365),
        ("+4 to 5 weeks", 31.5),
        ("+5 years or more", 1826),
        ("visit 2", None),
        ("2023", None),
        ("the same week", None),
        ("3 months before the first visit", None),
        (None, None),
    ],
)
def test_a_label_tells_its_distance(label, days):
    """Only a distance from the first visit is a place on the line."""
    found = days_after_first(label)
    assert found == days if days is None else found == pytest.approx(days, abs=1)


@pytest.mark.parametrize(
    ("labels", "places"),
    [
        ([], []),
        (["first visit"], [0]),
        (["first visit", "+1 week", "+4 weeks"], [0, 0.25, 1]),
        (["2021", "2022", "2022"], [0, 0.5, 1]),
        (["first visit", None, "+4 weeks"], [0, 0.5, 1]),
        (["first visit", "first visit"], [0, 1]),
        (["+4 weeks", "first visit", "+1 week"], [0, 0.5, 1]),
    ],
)
def test_places_are_to_scale_or_evenly_spread(labels, places):
    """One label that tells no distance makes the whole line even."""
    assert course_places(labels) == pytest.approx(places)


def test_close_visits_do_not_lie_on_each_other():
    """Many visits within a week of years stay apart, in order, on the line."""
    places = course_places(["first visit", *["+1 week"] * 5, "+10 years", *["+10 years"] * 3])
    assert places[0] >= 0
    assert places[-1] <= 1
    assert all(after - before > 0.03 for before, after in pairwise(places))
