"""An intruder's few visits or gaps fit a course where what is told and what is known meet, in order."""

from __future__ import annotations

import pytest

from anonkit.deidentification.disclosure.course_attacks import (
    MOST_SETS,
    ToldCourse,
    Visit,
    by_gaps,
    by_visits,
    told_course,
)


def course(case: str, *visits: tuple[str, int, int, int], person: str | None = None) -> ToldCourse:
    """A course of visits (kind, first day told, last day told, true day)."""
    told = [Visit(kind, first, last) for kind, first, last, _ in visits]
    return told_course(case, person or case, told, [day for *_, day in visits])


FIRST = ("toxin", 0, 0, 0)
ALIKE = [course(c, FIRST, ("toxin", 80, 110, day)) for c, day in (("a", 92), ("b", 100))]


@pytest.mark.parametrize(
    ("courses", "alone"),
    [
        (ALIKE, {"a": 0.0, "b": 0.0}),
        ([course("a", FIRST)], {"a": 1.0}),
        ([*ALIKE, course("c", FIRST, ("peel", 80, 110, 95))], {"a": 0.0, "b": 0.0, "c": 1.0}),
        # What is told of `b` says less, so it fits what is known of `a`, and not the other way round.
        (
            [
                course("a", FIRST, ("toxin", 60, 62, 61)),
                course("b", FIRST, ("toxin", 1, 999, 400)),
            ],
            {"a": 0.0, "b": 1.0},
        ),
        # Two visits of one kind need two visits of that kind.
        (
            [
                course("a", FIRST, ("toxin", 60, 89, 70), ("toxin", 60, 89, 75)),
                course("b", FIRST, ("toxin", 60, 89, 70)),
            ],
            {"a": 1.0, "b": 0.0},
        ),
        # Two cases of one person hide nobody.
        (
            [course("a", FIRST, person="p"), course("b", FIRST, person="p")],
            {"a": 1.0, "b": 1.0},
        ),
    ],
    ids=["alike", "nobody else", "another kind", "told coarsely", "twice", "one person"],
)
def test_who_is_alone_with_all_their_visits(courses, alone) -> None:
    """Everybody's visits are known, to the month."""
    found = by_visits(courses, 4)
    assert {case: one.chance for case, one in found.items()} == alone


def test_what_gives_a_course_away_is_told() -> None:
    """The odd visit is in every set that singles the course out."""
    common = [FIRST, ("toxin", 90, 119, 95), ("toxin", 180, 209, 190)]
    courses = [course("a", *common, ("threads", 300, 329, 310)), course("b", *common)]
    found = by_visits(courses, 2)["a"]
    assert (found.tried, found.alone) == (6, 3)
    assert found.visits == {0: 1, 1: 1, 2: 1, 3: 3}


@pytest.mark.parametrize(
    ("gap", "alone"), [(90, 0.0), (95, 0.0), (150, 1.0)], ids=["same", "same month", "other month"]
)
def test_gaps_in_a_row(gap: int, alone: float) -> None:
    """Two gaps to the month, wherever in the course they are; shorter courses are not judged."""
    days = [0, 92, 92 + gap, 500]
    visits = [("toxin", day, day, day) for day in days]
    other = [("toxin", day, day, day) for day in (0, 92, 183, 700)]
    short = course("short", *visits[:2])
    found = by_gaps([course("a", *visits[:3]), course("b", *other[:3]), short], 2)
    assert {case: one.chance for case, one in found.items()} == {"a": alone, "b": alone}


def test_numbered_visits_leave_gaps_open() -> None:
    """Where only the number is told, any gap fits."""
    numbered = course("a", FIRST, ("toxin", 1, 10**6, 50), ("toxin", 2, 10**6, 300))
    exact = course("b", FIRST, ("toxin", 90, 90, 90), ("toxin", 180, 180, 180))
    found = by_gaps([numbered, exact], 2)
    assert (found["a"].chance, found["b"].chance) == (1.0, 0.0)


def test_without_the_truth_visits_are_known_as_they_are_told() -> None:
    """The intruder then knows each visit exactly as finely as the release tells it."""
    told = [Visit("toxin", 0, 0), Visit("toxin", 80, 110)]
    assert told_course("a", "a", told).known == tuple(told)


def test_many_sets_are_drawn_by_case() -> None:
    """Of thousands of sets some are tried, the same ones each time and in any order of courses."""
    courses = [
        course(c, *[("toxin", 90 * n, 90 * n + 29, 90 * n + 5) for n in range(20)]) for c in "ab"
    ]
    one, other = by_visits(courses, 4), by_visits(courses[::-1], 4)
    assert one["a"].tried == MOST_SETS
    assert one == other
