"""Each course is told as finely as the others hide it; what cannot be hidden is left out or refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from anonkit.deidentification.course_frames import TrueCourse
from anonkit.deidentification.course_protection import protect_courses
from anonkit.deidentification.course_risk import CourseRisk, course_risks
from anonkit.deidentification.course_telling import Telling, spans_of_labels
from anonkit.deidentification.policy_files import load_policy
from anonkit.errors import AnonymityNotReached

POLICY = load_policy("uk-training")
START = date(2021, 3, 1)


def true_course(number: int, *visits: tuple[str, int]) -> TrueCourse:
    """A course of visits (kind, day)."""
    return TrueCourse(
        f"C-{number:03d}",
        f"p{number}",
        tuple(START + timedelta(days=day) for _, day in visits),
        tuple(kind for kind, _ in visits),
    )


def alike(people: int, spread: int = 0) -> list[TrueCourse]:
    """People with the same three visits, each so many days later than the one before."""
    return [
        true_course(n, ("toxin", 0), ("toxin", 91 + n * spread), ("toxin", 182 + n * spread))
        for n in range(people)
    ]


def after(found, courses):
    """The risks of what came out, measured anew."""
    told = [
        one.told(found.telling_by_case[one.case], "course")
        for one in courses
        if one.case in found.telling_by_case
    ]
    return course_risks(told, POLICY.privacy.known_visits, POLICY.privacy.known_gaps)


def test_who_is_hidden_is_told_at_the_finest_grain() -> None:
    """Six people alike lose nothing."""
    found = protect_courses(alike(6), POLICY, 5, 0)
    assert found.by_grain == {"week": 6}
    assert (found.visits_left_out, found.first_intervals) == (0, 1.0)


def test_only_who_is_singled_out_is_told_more_coarsely() -> None:
    """Twelve alike keep their weeks; six with gaps of their own are told so coarsely that they hide each other."""
    days = ((100, 300), (133, 420), (140, 500), (192, 600), (205, 700), (280, 800))
    odd = [
        true_course(90 + n, ("peel", 0), *(("peel", day) for day in own))
        for n, own in enumerate(days)
    ]
    courses = [*alike(12), *odd]
    found = protect_courses(courses, POLICY, 5, 0)
    assert all(risk.holds(0.05) for risk in after(found, courses))
    assert (found.by_grain["week"], found.visits_left_out) == (12, 1)
    assert len(found.by_grain) > 1


def test_a_visit_that_gives_a_course_away_is_left_out() -> None:
    """An order of treatments that nobody else has is hidden by no grain."""
    odd = [
        true_course(90 + n, *[("toxin", 0), ("toxin", 91), ("peel", 120 + 40 * n), ("toxin", 300)])
        for n in range(1)
    ]
    peels = [true_course(50 + n, ("peel", 0), ("peel", 30)) for n in range(6)]
    courses = [*alike(12), *peels, *odd]
    found = protect_courses(courses, POLICY, 5, 0)
    assert all(risk.holds(0.05) for risk in after(found, courses))
    assert found.cases_cut >= 1
    assert 1 in found.telling_by_case["C-090"].shown(4)


def test_the_longest_course_is_cut_to_what_k_people_have() -> None:
    """Twelve visits where everybody else had three."""
    long = true_course(99, *[("toxin", 91 * n) for n in range(12)])
    found = protect_courses([*alike(8), long], POLICY, 5, 0)
    assert len(found.telling_by_case["C-099"].shown(12)) <= 3


def test_a_treatment_that_fewer_than_k_people_had_is_not_told() -> None:
    """Two people had threads: their visit for it is left out, the rest of their course stays."""
    rare = [true_course(90 + n, ("toxin", 0), ("threads", 30), ("toxin", 182)) for n in range(2)]
    found = protect_courses([*alike(8), *rare], POLICY, 5, 0)
    assert [found.telling_by_case[f"C-09{n}"].shown(3) for n in range(2)] == [(1, 3), (1, 3)]


def test_what_cannot_be_hidden_is_refused_with_counts() -> None:
    """Somebody whose first visit nobody else has can only be left out, and nobody may be."""
    odd = true_course(99, ("threads", 0))
    with pytest.raises(
        AnonymityNotReached, match="1 cases would have to be left out where 0 may be"
    ):
        protect_courses([*alike(8), odd], POLICY, 5, 0)
    assert protect_courses([*alike(8), odd], POLICY, 5, 1).left_out == {"C-099"}


def test_the_order_of_courses_makes_no_difference() -> None:
    """Turned round, the same tellings."""
    courses = [*alike(9, spread=17), true_course(77, ("peel", 0), ("toxin", 40))]
    one = protect_courses(courses, POLICY, 5, 3)
    assert one == protect_courses(courses[::-1], POLICY, 5, 3)


@pytest.mark.parametrize(
    ("people", "singled_out", "holds"),
    [(70, 0.0, True), (70, 3.5, True), (70, 4.0, False), (1000, 36.0, True), (1000, 49.0, False)],
)
def test_of_many_people_the_upper_end_is_judged(people, singled_out, holds) -> None:
    """Of 70 people 5 % are 3.5; of 1,000 people 49 may well be more than 5 % the next time."""
    assert CourseRisk("visits", people, singled_out).holds(0.05) is holds


def test_labels_stand_for_days_one_after_another() -> None:
    """Numbered visits come after the ones before them."""
    spans = spans_of_labels(["first visit", "+4 to 5 weeks", "visit 3", "visit 4"])
    assert spans == ((0, 0), (25, 38), (26, 1_000_000), (27, 1_000_000))


def test_a_telling_without_a_visit_keeps_the_others() -> None:
    """Numbers are those of the whole course."""
    telling = Telling("week").without(3, 5)
    assert telling.shown(5) == (1, 2, 4, 5)
    assert telling.without(5, 5).shown(5) == (1, 2, 4)
    assert telling.shown(3) == (1, 2)


def test_a_case_of_which_no_treatment_may_be_told_goes_where_there_is_room() -> None:
    """Its only treatment was a rare one: without it nothing is left to learn."""
    odd = true_course(99, ("", 0), ("threads", 30))
    seen = [true_course(50 + n, ("", 0), ("toxin", 30)) for n in range(8)]
    assert protect_courses([*seen, odd], POLICY, 5, 2).left_out == {"C-099"}
    assert protect_courses([*seen, odd], POLICY, 5, 0).telling_by_case["C-099"].shown(2) == (1,)


def test_a_visit_without_a_treatment_goes_before_an_order_of_treatments() -> None:
    """Five visits, alone with all of them: what stays are the treatments."""
    plain = [true_course(n, ("toxin", 0), ("toxin", 91), ("peel", 180)) for n in range(12)]
    plain += [true_course(40 + n, *[("toxin", 91 * m) for m in range(5)]) for n in range(6)]
    odd = true_course(99, ("toxin", 0), ("", 20), ("toxin", 91), ("", 120), ("peel", 180))
    found = protect_courses([*plain, odd], POLICY, 5, 0)
    assert found.telling_by_case["C-099"].shown(5) == (1, 3, 5)
