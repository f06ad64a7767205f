"""The rows that service tables count, from a small clinic's records and from what a release tells."""

import pandas as pd
import pytest

from anonkit.deidentification.course_time import Course, days_told
from anonkit.deidentification.service_rows import told_service_rows
from anonkit.model import PartialDate


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("first visit", 0),
        ("+2 weeks", 14),
        ("+1 month", 30.5),
        ("within 6 weeks", 23),
        ("+2 years", 730.5),
        ("visit 3", None),
        ("about 2 years before the first visit", None),
        (None, None),
    ],
)
def test_labels_tell_a_distance_or_none(label, days):
    """A label of course time is turned back into days as far as it goes."""
    assert days_told(label) == days


@pytest.mark.parametrize("grain", ["week", "month", "quarter", "year"])
def test_every_label_after_the_first_visit_tells_a_distance(grain):
    """Whatever the course writes for a later day is understood, within the grain."""
    from datetime import date, timedelta

    first = date(2022, 1, 10)
    course = Course((first,))
    for days in range(1, 1200, 7):
        when = PartialDate.parse((first + timedelta(days=days)).isoformat())
        told = days_told(course.label(when, grain))
        assert told is not None
        assert abs(told - days) <= {"week": 16, "month": 16, "quarter": 47, "year": 184}[grain]


def test_told_tables_give_rows_of_the_same_kinds():
    """Complications by the treatment they belong to, bookings by status, the gap to the next visit."""
    tables = {
        "treatments": pd.DataFrame(
            {
                "case": ["a", "a", "b"],
                "row": ["treatments-1", "treatments-2", "treatments-1"],
                "visit": ["1", "2", "1"],
                "when": ["first visit", "+2 months", "first visit"],
                "family": ["facial", "facial", "dermal filler"],
                "place": ["here", "here", "elsewhere"],
                "site": ["Chin ", "chin", "lips"],
            }
        ),
        "outcomes": pd.DataFrame(
            {"case": ["a"], "kind": ["complication"], "treatment_row": ["treatments-2"]}
        ),
        "appointments": pd.DataFrame(
            {
                "case": ["a", "b"],
                "visit": ["1", "1"],
                "when": ["first visit"] * 2,
                "status": ["completed", "no show"],
            }
        ),
    }
    told = told_service_rows(tables, {"a": "pa"})
    assert told["treatments"][["person", "site", "complication"]].to_numpy().tolist() == [
        ["pa", "chin", "no"],
        ["pa", "chin", "yes"],
    ]
    assert told["appointments"]["attendance"].tolist() == ["kept", "no show"]
    assert told["people"].to_numpy().tolist() == [["pa", "6 to 12 weeks"]]
