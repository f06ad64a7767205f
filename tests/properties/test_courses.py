"""Courses after protection single out no more than the policy allows, or the protection raises."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.course_frames import TrueCourse
from anonkit.deidentification.course_protection import protect_courses
from anonkit.deidentification.course_risk import course_risks
from anonkit.deidentification.course_steps import days_of_label, step_words
from anonkit.deidentification.course_time import course_of
from anonkit.deidentification.policy_files import load_policy
from anonkit.errors import AnonymityNotReached
from anonkit.model import PartialDate

_POLICY = load_policy("uk-training")
_START = date(2020, 1, 1)
_VISITS = st.lists(
    st.tuples(st.sampled_from(["toxin", "peel"]), st.integers(1, 400)), min_size=0, max_size=5
)


def _course(number: int, visits: list[tuple[str, int]]) -> TrueCourse:
    days, day = [_START], _START
    for _, gap in visits:
        day += timedelta(days=gap)
        days.append(day)
    return TrueCourse(
        f"C-{number:02d}", f"p{number}", tuple(days), ("toxin", *(k for k, _ in visits))
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(_VISITS, min_size=5, max_size=14), st.integers(0, 4))
def test_unicity_is_within_the_setting_or_it_raises(courses, spare) -> None:
    """Whatever the courses: measured anew on what is told, both attacks hold."""
    everybody = [_course(number, visits) for number, visits in enumerate(courses)]
    privacy = _POLICY.privacy
    try:
        found = protect_courses(everybody, _POLICY, 5, spare)
    except AnonymityNotReached:
        return
    assert len(found.left_out) <= spare
    told = [
        one.told(found.telling_by_case[one.case], "course")
        for one in everybody
        if one.case not in found.left_out
    ]
    for risk in course_risks(told, privacy.known_visits, privacy.known_gaps):
        assert risk.share <= privacy.maximum_unicity + 1e-9


@given(st.integers(1, 3_000), st.sampled_from(["week", "month", "steps", "quarter", "year"]))
def test_a_label_stands_for_the_day_it_was_made_from(days, grain) -> None:
    """Whatever is told, the truth is within it; the quarter's label reads as its middle month."""
    course = course_of([_START, _START + timedelta(days=days)])
    label = course.label(PartialDate.parse(course.visits[1].isoformat()), grain)
    first, last = days_of_label(label)
    slack = 31 if grain == "quarter" else 1
    assert first - slack <= days <= last + slack


@given(st.integers(7, 1_800))
def test_the_middle_of_a_step_is_near_every_day_in_it(days) -> None:
    """Within about a quarter, once a week has passed."""
    first, last = days_of_label(step_words(days))
    assert abs((first + last) / 2 - days) <= 0.28 * days
