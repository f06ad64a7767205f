"""Courses as the attacks read them: from measured visits and from what a release tells."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.course_frames import released_courses, told_truth, true_courses
from anonkit.deidentification.course_telling import Telling

VISITS = pd.DataFrame(
    {
        "case": ["C-1"] * 3 + ["C-2"],
        "person": ["p1"] * 3 + ["p2"],
        "visit": [1, 2, 3, 1],
        "days": [0, 35, 182, 0],
        "families": ["toxin", "", "filler", "toxin"],
        "on": ["2023-11-06", "2023-12-11", "2024-05-06", "2024-01-01"],
    }
)


def spans(course):
    """What is told of each visit."""
    return [(visit.first, visit.last, visit.year) for visit in course.told]


@pytest.mark.parametrize(
    ("grain", "told"),
    [
        ("week", [(0, 0, ""), (32, 38, ""), (168, 197, "")]),
        ("steps", [(0, 0, ""), (25, 38, ""), (137, 197, "")]),
        ("first interval", [(0, 0, ""), (25, 38, ""), (26, 1_000_000, "")]),
    ],
)
def test_a_course_is_told_at_its_grain(grain, told) -> None:
    """Stretches of days after the first visit."""
    assert spans(true_courses(VISITS)[0].told(Telling(grain), "course")) == told


def test_by_years_an_interval_is_known_only_where_it_is_told() -> None:
    """Within a year it may be told in weeks; across the turn of the year, or without intervals, any day fits."""
    course = true_courses(VISITS)[0]
    with_weeks = spans(course.told(Telling("week"), "year"))
    assert with_weeks[1] == (32, 38, "2023")
    assert with_weeks[2] == (*spans(course.told(Telling("visit"), "year"))[1][:2], "2024")


def test_visits_left_out_are_not_in_the_course() -> None:
    """The others keep their distance from the first."""
    told = true_courses(VISITS)[0].told(Telling("week", (1, 3)), "course")
    assert [visit.kind for visit in told.told] == ["toxin", "filler"]
    assert told.gaps == ((180, 209),)


def test_what_a_release_tells_is_joined_with_the_true_dates() -> None:
    """By case and the number a visit is told under; without a date the label is all there is."""
    truth = told_truth(VISITS, {"C-1": Telling("week", (1, 3)), "C-2": Telling("week")})
    assert truth["visit"].tolist() == [1, 2, 1]
    visits = pd.DataFrame(
        {
            "case": ["C-1", "C-1", "C-3"],
            "person": ["p1", "p1", "p3"],
            "visit": ["1", "2", "1"],
            "when": ["first visit", "+5 to 6 months", "first visit"],
            "families": ["toxin", "filler", "toxin"],
        }
    )
    one, other = released_courses(visits, truth)
    assert [(visit.first, visit.last) for visit in one.told] == [(0, 0), (137, 197)]
    assert [(visit.first, visit.last) for visit in one.known] == [(0, 29), (180, 209)]
    assert other.known == other.told
