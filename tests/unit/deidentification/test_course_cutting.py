"""Of the visits of a course those stay that teach most and that others hide."""

from __future__ import annotations

import pytest

from anonkit.deidentification.course_cutting import Cutter, worth
from anonkit.deidentification.disclosure.course_attacks import ToldCourse, Visit, told_course


def course(case: str, *visits: tuple[str, int], teaches: str = "") -> ToldCourse:
    """A course of visits (kind, day), told so that any later day would do."""
    told = [
        Visit(
            kind, min(day, 1), min(day, 1) * 9_999, "", frozenset(teaches.split() if kind else ())
        )
        for kind, day in visits
    ]
    return told_course(case, case, told, [day for _, day in visits])


OTHERS = [course(f"o{n}", ("", 0), ("toxin", 30), ("toxin", 60), ("", 90)) for n in range(2)]


@pytest.mark.parametrize(
    ("visits", "kept"),
    [
        ([("", 0), ("toxin", 30), ("toxin", 60)], (0, 1, 2)),
        ([("", 0), ("peel", 20), ("toxin", 30), ("toxin", 60)], (0, 2, 3)),
        # Two treatments before any number of visits without one.
        ([("", 0), ("toxin", 30), ("toxin", 60), ("", 70), ("toxin", 80)], (0, 1, 2, 3)),
        ([("", 0), ("peel", 30)], (0,)),
        ([("peel", 0), ("toxin", 30)], None),
    ],
    ids=[
        "all are hidden",
        "one gives away",
        "one too many",
        "only the first",
        "not even the first",
    ],
)
def test_what_stays_is_hidden_by_the_others(visits, kept) -> None:
    """The others had toxin twice, between two visits without a treatment."""
    odd = course("odd", *visits)
    assert Cutter([*OTHERS, odd], known_visits=4, known_gaps=3).best(odd) == kept


def test_what_is_kept_is_in_every_choice() -> None:
    """A visit that gives the course away cannot be kept safely."""
    odd = course("odd", ("", 0), ("peel", 20), ("toxin", 30))
    assert Cutter([*OTHERS, odd], 4, 3).best(odd, kept=(0, 1)) is None


@pytest.mark.parametrize(("known_gaps", "kept"), [(3, (0, 1, 2)), (0, (0, 1, 2, 3))])
def test_gaps_between_visits_that_stay_are_looked_at_too(known_gaps, kept) -> None:
    """Each visit fits somebody, the third gap nobody."""
    early = [Visit("toxin", 0, 0), *(Visit("toxin", day, day + 5) for day in (28, 58, 88))]
    late = [*early[:3], Visit("toxin", 398, 402)]
    others = [told_course("early", "early", early, [0, 30, 60, 90])]
    others.append(told_course("late", "late", late[:1] + late[3:], [0, 400]))
    odd = told_course("odd", "odd", late, [0, 30, 60, 400])
    assert Cutter([*others, odd], 1, known_gaps).best(odd) == kept


def test_each_thing_a_trainer_asks_for_counts_once() -> None:
    """A second visit with the same product adds less than the first with a site."""
    plain = course("a", ("toxin", 0), ("toxin", 30), ("toxin", 60), teaches="product")
    assert worth(plain, (0, 1)) > worth(plain, (0,))
    both = course("b", ("toxin", 0), ("toxin", 30), ("toxin", 60), teaches="product site")
    assert worth(both, (0,)) > worth(plain, (0,))
    assert worth(both, (0, 1, 2)) - worth(both, (0, 1)) == worth(plain, (0, 1, 2)) - worth(
        plain, (0, 1)
    )
