"""How many people are singled out by visits or gaps somebody may know of, among the courses of a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from anonkit.deidentification.course_cutting import Cutter, Places
from anonkit.deidentification.disclosure.course_attacks import (
    Exposure,
    GapSearch,
    ToldCourse,
    VisitSearch,
)
from anonkit.deidentification.note_text.outcomes import wilson_interval

MANY = 200
"""From so many people on the upper end of the interval is judged, and not the share."""


@dataclass(frozen=True)
class CourseRisk:
    """How many people one attack on courses singles out."""

    attack: str
    """``visits`` or ``gaps``."""
    people: int
    """Those who were attacked."""
    singled_out: float
    """The sum of their chances to be the only one who fits."""

    @property
    def share(self) -> float:
        """The share singled out."""
        return self.singled_out / self.people if self.people else 0.0

    @property
    def upper(self) -> float:
        """The upper end of its 95 % interval."""
        if not self.people:
            return 0.0
        return wilson_interval(ceil(self.singled_out - 1e-9), self.people)[1]

    def holds(self, maximum: float) -> bool:
        """Whether no larger share is singled out; of many people, not by chance either.

        Everybody is attacked. The interval says what other clinics like this one may expect; of few
        people it reaches so high that nothing could be told (0 of 70 has an upper end of 5 %).
        """
        return self.figure <= maximum + 1e-9

    @property
    def figure(self) -> float:
        """What is judged: of many people the upper end of the interval, of few the share."""
        return self.upper if self.people >= MANY else self.share

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report."""
        return {
            "attack": self.attack,
            "people": self.people,
            "share": round(self.share, 6),
            "upper": round(self.upper, 6),
        }


def course_risks(
    courses: Sequence[ToldCourse], known_visits: int, known_gaps: int
) -> tuple[CourseRisk, ...]:
    """Both attacks, on everybody and on those of whom so much can be known; the worse of each."""
    visits, gaps = exposures(courses, known_visits, known_gaps)
    lengths = {one.case: len(one.told) for one in courses}
    return risks_of(lengths, visits, gaps, known_visits)


def giving_away(
    courses: Sequence[ToldCourse], known_visits: int, known_gaps: int, maximum: float
) -> dict[str, Places | None]:
    """By case the places of the visits that may stay so that both attacks come to hold; none for the case.

    The fewest cases are taken that would do if the others' chances stayed as they are.
    """
    visits, gaps = exposures(courses, known_visits, known_gaps)
    chances = [
        {case: found.chance for case, found in visits.items()},
        {one.case: visits[one.case].chance for one in courses if len(one.told) >= known_visits},
        {case: found.chance for case, found in gaps.items()},
    ]
    cases: set[str] = set().union(*(fewest_to_leave_out(group, maximum) for group in chances))
    cutter = Cutter(courses, known_visits, known_gaps)
    return {one.case: cutter.best(one) for one in courses if one.case in cases}


def fewest_to_leave_out(chances: Mapping[str, float], maximum: float) -> frozenset[str]:
    """The cases to leave out so that no larger share of the others is alone, the likeliest first."""
    order = sorted(chances, key=lambda case: (-chances[case], case))
    total = sum(chances.values())
    for gone, case in enumerate(order):
        if CourseRisk("", len(order) - gone, total).holds(maximum):
            return frozenset(order[:gone])
        total = max(total - chances[case], 0.0)
    return frozenset(order)


def exposures(
    courses: Sequence[ToldCourse], known_visits: int, known_gaps: int
) -> tuple[dict[str, Exposure], dict[str, Exposure]]:
    """By case what becomes of both intruders: who knows visits, and who knows gaps."""
    by_visit = VisitSearch(courses)
    visits = {one.case: by_visit.exposure(one, known_visits) for one in courses if one.told}
    if not known_gaps:
        return visits, {}
    by_gap = GapSearch(courses, known_gaps)
    return visits, {one.case: by_gap.exposure(one) for one in courses if len(one.told) > known_gaps}


def risks_of(
    lengths: Mapping[str, int],
    visits: Mapping[str, Exposure],
    gaps: Mapping[str, Exposure],
    known_visits: int,
) -> tuple[CourseRisk, ...]:
    """Both risks, from how many visits each course tells and what becomes of it."""
    long = [case for case, count in lengths.items() if count >= known_visits]
    groups = {
        "visits": (
            [visits[case].chance for case in visits],
            [visits[case].chance for case in long],
        ),
        "gaps": ([found.chance for found in gaps.values()], []),
    }
    return tuple(
        max(
            (CourseRisk(name, len(group), sum(group)) for group in found if group),
            key=lambda risk: (risk.figure, risk.people),
            default=CourseRisk(name, 0, 0.0),
        )
        for name, found in groups.items()
    )
