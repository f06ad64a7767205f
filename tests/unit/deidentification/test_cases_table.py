"""How long a course is said to be follows from the visits that are told, and from no other."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from anonkit.deidentification.cases_table import intervals_told, span_told
from anonkit.deidentification.told_tables import without_visits
from tests.unit.deidentification.release import case_number, release_tables


@pytest.mark.parametrize(
    ("whens", "told"),
    [
        ([], None),
        (["first visit"], "one visit"),
        (["first visit", "+2 weeks", "+3 months"], "3 months"),
        (["+2 weeks", "+9 to 12 weeks"], "9 to 12 weeks"),
        (["first visit", "+2 weeks", "visit 3", "visit 5"], "4 visits"),
        (["2021", "2021", "2023"], "2021, 2023"),
    ],
)
def test_a_course_is_as_long_as_its_visits_show(whens: list[str], told: str | None) -> None:
    """Up to the last visit that is told; by number where times are told by number, by years where by years."""
    assert span_told(whens) == told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([1, 2, 3, 4], ["2 weeks", "1 week", "6 weeks"]),
        ([1, 2, 3], ["2 weeks", "1 week"]),
        ([1, 3, 4], [None, None, "6 weeks"]),
        ([1], []),
        ([], []),
    ],
)
def test_no_interval_begins_or_ends_at_a_visit_that_is_not_told(numbers, told) -> None:
    """An interval to a hidden visit would tell that there was one, and when."""
    assert json.loads(intervals_told(json.dumps(["2 weeks", "1 week", "6 weeks"]), numbers)) == told


def test_visits_that_go_take_the_length_of_the_course_along() -> None:
    """Count, span and intervals speak of what is left; other cases stay as they are."""
    tables = release_tables(4)
    more = (
        tables["treatments"]
        .iloc[[0, 0, 1]]
        .assign(visit=["2", "3", "2"], when=["+2 weeks", "+5 months", "+2 weeks"])
    )
    tables["treatments"] = pd.concat([tables["treatments"], more], ignore_index=True)
    tables["cases"] = tables["cases"].assign(
        visits=["3", "2", "1", "1"],
        span=["5 months", "2 weeks", "one visit", "one visit"],
        intervals=['["2 weeks", "20 weeks"]', '["2 weeks"]', "[]", "[]"],
    )
    left = without_visits(tables, {case_number(0): ["3"]})["cases"]
    told = left.set_index("case")[["visits", "span", "intervals"]].to_dict("index")
    assert told[case_number(0)] == {"visits": "2", "span": "2 weeks", "intervals": '["2 weeks"]'}
    assert told[case_number(1)] == {"visits": "2", "span": "2 weeks", "intervals": '["2 weeks"]'}
