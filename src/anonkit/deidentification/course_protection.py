"""How each course is told, so that few people are singled out by visits or gaps somebody may know of.

Everybody begins at the finest grain. Whoever is singled out is told more coarsely, one by one, until
few enough are; where no grain hides a course, because what was done and in which order is nobody
else's, visits that give it away are left out, and last the case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from anonkit.deidentification.course_frames import TrueCourse
from anonkit.deidentification.course_telling import Telling
from anonkit.deidentification.disclosure.course_attacks import (
    Exposure,
    GapSearch,
    ToldCourse,
    VisitSearch,
)
from anonkit.deidentification.note_text.outcomes import wilson_interval
from anonkit.deidentification.policy import Policy
from anonkit.errors import AnonymityNotReached

_MOST_ROUNDS = 200
_MANY = 200
"""From so many people on the upper end of the interval is judged, and not the share."""
_PARTS = 8
_WITHIN = 0.25
"""An interval is told well where the middle of what is told is within a quarter of the truth."""


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
        return self.upper if self.people >= _MANY else self.share

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
    return _risks(courses, visits, gaps, known_visits)


def giving_away(
    courses: Sequence[ToldCourse], known_visits: int, known_gaps: int, maximum: float
) -> dict[str, int | None]:
    """By case the place of the visit to leave out first so that both attacks come to hold; none for the case.

    The fewest cases are taken that would do if the others' chances stayed as they are.
    """
    visits, gaps = exposures(courses, known_visits, known_gaps)
    chances = [
        {case: found.chance for case, found in visits.items()},
        {one.case: visits[one.case].chance for one in courses if len(one.told) >= known_visits},
        {case: found.chance for case, found in gaps.items()},
    ]
    cases: set[str] = set().union(*(fewest_to_leave_out(group, maximum) for group in chances))
    return {case: worst_visit(visits[case], gaps.get(case)) for case in sorted(cases)}


def worst_visit(*exposed: Exposure | None) -> int | None:
    """The place of the visit that most often gives a course away; of equals the later; never the first."""
    places: Counter[int] = Counter()
    for found in exposed:
        places.update(found.visits if found else {})
    places.pop(0, None)
    # The first interval is what teaches most, so the second visit goes last.
    return max(places, key=lambda place: (places[place], place > 1, place), default=None)


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


def _risks(
    courses: Sequence[ToldCourse],
    visits: Mapping[str, Exposure],
    gaps: Mapping[str, Exposure],
    known_visits: int,
) -> tuple[CourseRisk, ...]:
    long = [one.case for one in courses if len(one.told) >= known_visits]
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


@dataclass(frozen=True)
class ProtectedCourses:
    """How every course is told, what was tried, and what is left of the risk."""

    telling_by_case: Mapping[str, Telling] = field(repr=False)
    left_out: frozenset[str]
    """Cases whose course nothing hides."""
    risks: tuple[CourseRisk, ...]
    tried: tuple[tuple[float, float], ...]
    """For each round: the share of intervals told well, and the larger share singled out."""
    visits: int
    """Visits there are in all courses that are told."""
    visits_left_out: int
    cases_cut: int
    """Cases of which some visits are left out."""
    first_intervals: float
    """The share of intervals from the first to the second visit that are told well."""
    intervals: float
    """The share of all intervals from the first visit that are told well."""

    @property
    def by_grain(self) -> dict[str, int]:
        """How many cases are told at each grain."""
        found = Counter(telling.grain for telling in self.telling_by_case.values())
        return dict(sorted(found.items()))

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report."""
        return {
            "risks": [risk.to_dict() for risk in self.risks],
            "cases_by_grain": self.by_grain,
            "visits": self.visits,
            "visits_left_out": self.visits_left_out,
            "cases_cut": self.cases_cut,
            "left_out": len(self.left_out),
            "first_intervals_told_well": round(self.first_intervals, 4),
            "intervals_told_well": round(self.intervals, 4),
        }


def protect_courses(
    courses: Sequence[TrueCourse], policy: Policy, k: int, spare: int
) -> ProtectedCourses:
    """A telling for each course at which the policy's unicity holds against both attacks.

    At most `spare` cases are left out; `AnonymityNotReached` says what was reached where that is not
    enough. Depends on no order of rows.
    """
    return _Protection(courses, policy, k).run(spare)


class _Protection:
    """The courses, their tellings so far, and the moves that are left."""

    def __init__(self, courses: Sequence[TrueCourse], policy: Policy, k: int) -> None:
        self._course = {one.case: one for one in sorted(courses, key=lambda one: one.case)}
        self._style = policy.time.style
        self._grains = policy.time.grains
        self._privacy = policy.privacy
        self._telling = {case: Telling(self._grains[0]) for case in self._course}
        self._told: dict[str, ToldCourse] = {}
        self._left_out: set[str] = set()
        self._tried: list[tuple[float, float]] = []
        self._cut_extremes(k)
        self._leave_out_rare(k)

    def run(self, spare: int) -> ProtectedCourses:
        """Moves until the risks hold."""
        for _ in range(_MOST_ROUNDS):
            told = self._all_told()
            visits, gaps = exposures(told, self._privacy.known_visits, self._privacy.known_gaps)
            risks = _risks(told, visits, gaps, self._privacy.known_visits)
            self._tried.append((self._told_well(), max((r.share for r in risks), default=0.0)))
            if all(risk.holds(self._privacy.maximum_unicity) for risk in risks):
                break
            if not self._move(visits, gaps, risks):
                break
        if len(self._left_out) > spare or not all(
            risk.holds(self._privacy.maximum_unicity) for risk in risks
        ):
            raise _not_reached(risks, self._privacy, len(self._left_out), spare)
        self._refine()
        told = self._all_told()
        return self._result(
            course_risks(told, self._privacy.known_visits, self._privacy.known_gaps)
        )

    def _cut_extremes(self, k: int) -> None:
        """No course is longer than k people's: the longest points at one person."""
        lengths = sorted((len(one.days) for one in self._course.values()), reverse=True)
        longest = lengths[k - 1] if len(lengths) >= k else 0
        for case, one in self._course.items():
            if len(one.days) > longest > 0:
                self._telling[case] = Telling(self._grains[0], tuple(range(1, longest + 1)))

    def _leave_out_rare(self, k: int) -> None:
        """Visits with a treatment that fewer than k people had are not told."""
        people: dict[str, set[str]] = {}
        for one in self._course.values():
            for kind in one.kinds:
                for family in kind.split("; "):
                    people.setdefault(family, set()).add(one.person)
        rare = {family for family, had in people.items() if family and len(had) < k}
        for case, one in self._course.items():
            telling = self._telling[case]
            for number in telling.shown(len(one.days)):
                if rare & set(one.kinds[number - 1].split("; ")):
                    if number == 1:
                        self._left_out.add(case)
                    telling = telling.without(number, len(one.days))
            self._telling[case] = telling

    def _all_told(self) -> list[ToldCourse]:
        return [self._told_of(case) for case in self._course if case not in self._left_out]

    def _told_of(self, case: str) -> ToldCourse:
        if case not in self._told:
            self._told[case] = self._course[case].told(self._telling[case], self._style)
        return self._told[case]

    def _move(
        self,
        visits: Mapping[str, Exposure],
        gaps: Mapping[str, Exposure],
        risks: Sequence[CourseRisk],
    ) -> bool:
        """Tells those singled out more coarsely, all at once; then leaves visits out of the worst."""
        maximum = self._privacy.maximum_unicity
        failing = {risk.attack for risk in risks if not risk.holds(maximum)}
        chances = {
            case: max(
                found.chance if "visits" in failing else 0.0,
                gaps[case].chance if case in gaps and "gaps" in failing else 0.0,
            )
            for case, found in visits.items()
        }
        worst = sorted((c for c in chances if chances[c] > 0), key=lambda c: (-chances[c], c))
        finer = [case for case in worst if self._telling[case].grain != self._grains[-1]]
        for case in finer:
            self._set(case, self._next_grain(case))
        if not finer:
            for case in worst[: max(1, ceil(len(worst) / _PARTS))]:
                self._leave_out_a_visit(case, visits[case], gaps.get(case))
        return bool(worst)

    def _next_grain(self, case: str) -> Telling:
        telling = self._telling[case]
        return Telling(self._grains[self._grains.index(telling.grain) + 1], telling.visits)

    def _leave_out_a_visit(self, case: str, by_visit: Exposure, by_gap: Exposure | None) -> None:
        """The visit that most often gives the course away; without any but the first, the case."""
        telling, count = self._telling[case], len(self._course[case].days)
        shown = telling.shown(count)
        worst = worst_visit(by_visit, by_gap)
        if worst is None:
            self._left_out.add(case)
        else:
            self._set(case, telling.without(shown[worst], count))

    def _refine(self) -> None:
        """Gives back the finest grain that hides a course, to a part of the cases after another."""
        coarse = [
            case
            for case, telling in self._telling.items()
            if telling.grain != self._grains[0] and case not in self._left_out
        ]
        parts = _PARTS if len(self._course) < _MANY else 2
        size = max(1, ceil(len(coarse) / parts))
        for start in range(0, len(coarse), size):
            before = dict(self._telling)
            searches = self._searches_by_grain()
            for case in coarse[start : start + size]:
                self._set(case, self._finest_hidden(case, searches))
            if before != self._telling and not self._all_hold():
                self._restore(before)

    def _searches_by_grain(self) -> dict[str, tuple[VisitSearch, GapSearch]]:
        """For each grain the courses told as finely or more so: a vaguer one is a weak hiding place."""
        told = self._all_told()
        found = {}
        for place, grain in enumerate(self._grains[:-1]):
            fine = set(self._grains[: place + 1])
            as_fine = [one for one in told if self._telling[one.case].grain in fine]
            found[grain] = (
                VisitSearch(as_fine),
                GapSearch(as_fine, self._privacy.known_gaps),
            )
        return found

    def _finest_hidden(
        self, case: str, searches: Mapping[str, tuple[VisitSearch, GapSearch]]
    ) -> Telling:
        telling = self._telling[case]
        for grain in self._grains[: self._grains.index(telling.grain)]:
            finer = Telling(grain, telling.visits)
            if self._is_hidden(case, finer, searches[grain]):
                return finer
        return telling

    def _all_hold(self) -> bool:
        privacy = self._privacy
        risks = course_risks(self._all_told(), privacy.known_visits, privacy.known_gaps)
        return all(risk.holds(privacy.maximum_unicity) for risk in risks)

    def _restore(self, tellings: Mapping[str, Telling]) -> None:
        for case, telling in tellings.items():
            if self._telling[case] != telling:
                self._set(case, telling)

    def _is_hidden(
        self, case: str, telling: Telling, searches: tuple[VisitSearch, GapSearch]
    ) -> bool:
        told = self._course[case].told(telling, self._style)
        by_visit, by_gap = searches
        known_visits, known_gaps = self._privacy.known_visits, self._privacy.known_gaps
        if by_visit.exposure(told, known_visits).alone:
            return False
        is_short = not known_gaps or len(told.told) <= known_gaps
        return is_short or not by_gap.exposure(told).alone

    def _set(self, case: str, telling: Telling) -> None:
        self._telling[case] = telling
        self._told.pop(case, None)

    def _told_well(self) -> float:
        good, all_there = self._counts(first_only=False)
        return good / all_there if all_there else 1.0

    def _counts(self, *, first_only: bool) -> tuple[int, int]:
        """Intervals from the first visit that are told well, and all there are."""
        good = total = 0
        for case, one in self._course.items():
            if case in self._left_out:
                continue
            shown = self._telling[case].shown(len(one.days))
            spans = dict(zip(shown, self._told_of(case).told, strict=True))
            last = min(2, len(one.days)) if first_only else len(one.days)
            for number in range(2, last + 1):
                total += 1
                days = (one.days[number - 1] - one.days[0]).days
                good += number in spans and _is_near(spans[number].first, spans[number].last, days)
        return good, total

    def _result(self, risks: tuple[CourseRisk, ...]) -> ProtectedCourses:
        kept = {c: t for c, t in self._telling.items() if c not in self._left_out}
        lengths = {case: len(self._course[case].days) for case in kept}
        shown = {case: len(kept[case].shown(lengths[case])) for case in kept}
        good, there = self._counts(first_only=True)
        return ProtectedCourses(
            telling_by_case=kept,
            left_out=frozenset(self._left_out),
            risks=risks,
            tried=tuple(self._tried),
            visits=sum(lengths.values()),
            visits_left_out=sum(lengths.values()) - sum(shown.values()),
            cases_cut=sum(shown[case] < lengths[case] for case in kept),
            first_intervals=good / there if there else 1.0,
            intervals=self._told_well(),
        )


def _is_near(first: int, last: int, days: int) -> bool:
    return abs((first + last) / 2 - days) <= _WITHIN * days


def _not_reached(
    risks: Sequence[CourseRisk], privacy: Any, needed: int, spare: int
) -> AnonymityNotReached:
    worst = max(risks, key=lambda risk: risk.upper)
    return AnonymityNotReached(
        f"{worst.share:.0%} of {worst.people} people are singled out by {worst.attack} somebody may know of, "
        f"{needed} cases would have to be left out where {spare} may be, and the policy allows "
        f"{privacy.maximum_unicity:.0%} (known_visits = {privacy.known_visits}).",
        (f"unicity wanted {privacy.maximum_unicity}, reached {worst.share:.3f}",),
    )
