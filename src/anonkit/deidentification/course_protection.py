"""How each course is told, so that few people are singled out by visits or gaps somebody may know of.

Everybody begins at the finest grain. Whoever is singled out is told more coarsely, and then everybody,
until few enough are. Where no grain hides a course, because what was done and in which order is nobody
else's, the visits that teach most and are safe together stay and the others are left out, and last the
case. In the end visits and grains that nothing speaks against are given back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

from anonkit.deidentification.course_cutting import Cutter, worth
from anonkit.deidentification.course_frames import TrueCourse
from anonkit.deidentification.course_risk import (
    MANY,
    CourseRisk,
    course_risks,
    exposures,
    risks_of,
)
from anonkit.deidentification.course_telling import Telling
from anonkit.deidentification.disclosure.course_attacks import (
    Exposure,
    GapSearch,
    ToldCourse,
    VisitSearch,
)
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.protected_courses import ProtectedCourses
from anonkit.errors import AnonymityNotReached

Shown = tuple[int, ...]
"""Numbers of visits that are told, in order."""

_MOST_ROUNDS = 200
_PARTS = 8
_CUTS = 4
"""So large a part of those singled out is cut at a time."""
_ANEW = 40
"""In so many rounds a case that was cut already may be told otherwise."""
_GIVINGS = 5
FOR_EMPTY = 0.75
"""So much of the cases that may be left out may be such as teach nothing."""
_WITHIN = 0.25
"""An interval is told well where the middle of what is told is within a quarter of the truth."""


def protect_courses(
    courses: Sequence[TrueCourse], policy: Policy, k: int, spare: int
) -> ProtectedCourses:
    """A telling for each course at which the policy's unicity holds against both attacks.

    At most `spare` cases are left out; `AnonymityNotReached` says what was reached where that is not
    enough. Depends on no order of rows.
    """
    return _Protection(courses, policy, k, spare).run()


class _Protection:
    """The courses, their tellings so far, and the moves that are left."""

    def __init__(self, courses: Sequence[TrueCourse], policy: Policy, k: int, spare: int) -> None:
        self._spare = spare
        self._course = {one.case: one for one in sorted(courses, key=lambda one: one.case)}
        self._style = policy.time.style
        self._grains = policy.time.grains
        self._privacy = policy.privacy
        self._telling = {case: Telling(self._grains[0]) for case in self._course}
        self._told: dict[str, ToldCourse] = {}
        self._left_out: set[str] = set()
        self._tried: list[tuple[float, float]] = []
        self._k = k
        self._cut_extremes()
        self._allowed = {case: self._shown(case) for case in self._course}
        self._leave_out_rare()

    def run(self) -> ProtectedCourses:
        """Moves until the risks hold, and nothing is told that fewer than k people have."""
        self._settle()
        while self._leave_out_rare():
            self._settle()
        self._give_back()
        self._spend()
        self._refine()
        told = self._all_told()
        return self._result(
            course_risks(told, self._privacy.known_visits, self._privacy.known_gaps)
        )

    def _settle(self) -> None:
        """Moves until the risks hold; raises where they cannot."""
        for _ in range(_MOST_ROUNDS):
            told = self._all_told()
            visits, gaps = exposures(told, self._privacy.known_visits, self._privacy.known_gaps)
            lengths = {one.case: len(one.told) for one in told}
            risks = risks_of(lengths, visits, gaps, self._privacy.known_visits)
            self._tried.append((self._told_well(), max((r.share for r in risks), default=0.0)))
            if all(risk.holds(self._privacy.maximum_unicity) for risk in risks):
                break
            if not self._move(visits, gaps, risks):
                break
        if len(self._left_out) > self._spare or not all(
            risk.holds(self._privacy.maximum_unicity) for risk in risks
        ):
            raise _not_reached(risks, self._privacy, len(self._left_out), self._spare)

    def _cut_extremes(self) -> None:
        """No course is longer than k people's: the longest points at one person."""
        lengths = sorted((len(one.days) for one in self._course.values()), reverse=True)
        longest = lengths[self._k - 1] if len(lengths) >= self._k else 0
        for case, one in self._course.items():
            if len(one.days) > longest > 0:
                self._telling[case] = Telling(self._grains[0], tuple(range(1, longest + 1)))

    def _leave_out_rare(self) -> bool:
        """Visits with a treatment that fewer than k people are told to have had may not be told.

        What was cut may have made others rare; the other visits of a course may come back for it.
        """
        people: dict[str, set[str]] = {}
        for case, one in self._course.items():
            if case not in self._left_out:
                shown = set(self._shown(case))
                for number in self._allowed[case]:
                    for family in _families(one, number):
                        bearers = people.setdefault(family, set())
                        if number in shown:
                            bearers.add(one.person)
        rare = {family for family, had in people.items() if len(had) < self._k}
        for case, one in self._course.items():
            if case in self._left_out:
                continue
            allowed = tuple(n for n in self._allowed[case] if not rare & _families(one, n))
            if allowed != self._allowed[case]:
                self._allowed[case] = allowed
                self._show_or_leave_out(case, allowed)
        return bool(rare)

    def _show_or_leave_out(self, case: str, visits: Shown) -> None:
        if not visits or self._is_empty(case, visits):
            self._left_out.add(case)
        else:
            self._show(case, visits)

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
        """Tells those singled out more coarsely, all at once; then everybody; then cuts some of them."""
        maximum = self._privacy.maximum_unicity
        failing = {risk.attack for risk in risks if not risk.holds(maximum)}
        alone = [
            case
            for case, found in visits.items()
            if (found.alone and "visits" in failing)
            or (case in gaps and gaps[case].alone and "gaps" in failing)
        ]
        finer = self._finer(alone)
        for case in finer:
            self._set(case, self._next_grain(case))
        if not finer:
            self._cut(alone)
        return bool(alone)

    def _finer(self, cases: Iterable[str]) -> list[str]:
        """Those that could still be told more coarsely."""
        return [case for case in cases if self._telling[case].grain != self._grains[-1]]

    def _next_grain(self, case: str) -> Telling:
        telling = self._telling[case]
        return Telling(self._grains[self._grains.index(telling.grain) + 1], telling.visits)

    def _cutter(self) -> Cutter:
        """A look at the courses as they are told now."""
        return Cutter(self._all_told(), self._privacy.known_visits, self._privacy.known_gaps)

    def _cut(self, alone: Sequence[str]) -> None:
        """Takes the best safe choice of visits where that costs least; where there is none, the case goes.

        Those cut later may find that less is needed, and hide behind fewer: so a part at a time. At first
        visits may come back when a case is cut anew; in the end they only go, so that it does end.
        """
        cutter = self._cutter()
        of = self._allowed if len(self._tried) < _ANEW else {c: self._shown(c) for c in alone}
        found = {case: self._best(cutter, case, of[case]) for case in alone}
        cost = {
            case: self._worth(case, self._shown(case)) - self._worth(case, best)
            for case, best in found.items()
            if best is not None
        }
        order = sorted(alone, key=lambda case: (case not in cost, cost.get(case, 0), case))
        for case in order[: ceil(len(order) / _CUTS)]:
            self._show_or_leave_out(case, found[case] or ())

    def _best(self, cutter: Cutter, case: str, allowed: Shown, kept: Shown = ()) -> Shown | None:
        """The best safe choice among the visits allowed, by their numbers; the first of them always stays."""
        kept = kept or allowed[:1]
        whole = self._course[case].told(Telling(self._telling[case].grain, allowed), self._style)
        places = cutter.best(whole, tuple(allowed.index(number) for number in kept))
        return None if places is None else tuple(allowed[place] for place in places)

    def _whole(self, case: str) -> ToldCourse:
        """The course with every visit that may be told at all."""
        telling = Telling(self._telling[case].grain, self._allowed[case])
        return self._course[case].told(telling, self._style)

    def _is_empty(self, case: str, shown: Shown) -> bool:
        """Whether treatments were done and none would be told: such a case teaches nothing.

        It goes where there is room; a part of that is kept for those who cannot stay.
        """
        kinds = self._course[case].kinds
        is_empty = any(kinds) and not any(kinds[number - 1] for number in shown)
        return is_empty and len(self._left_out) < FOR_EMPTY * self._spare

    def _worth(self, case: str, shown: Shown) -> int:
        allowed = self._allowed[case]
        return worth(self._whole(case), [allowed.index(number) for number in shown])

    def _shown(self, case: str) -> Shown:
        return self._telling[case].shown(len(self._course[case].days))

    def _show(self, case: str, visits: Shown) -> None:
        self._set(case, Telling(self._telling[case].grain, visits))

    def _give_back(self) -> None:
        """Tells again what became safe; whoever is told more only hides the others better."""
        for _ in range(_GIVINGS):
            cutter = self._cutter()
            before = dict(self._telling)
            for case in self._cut_cases():
                shown = self._shown(case)
                self._show(case, self._best(cutter, case, self._allowed[case], shown) or shown)
            if before == self._telling:
                break

    def _cut_cases(self) -> list[str]:
        return [
            case
            for case in self._course
            if case not in self._left_out and self._shown(case) != self._allowed[case]
        ]

    def _spend(self) -> None:
        """Tells the whole of a course where its chance is within what the policy allows; cheap ones first."""
        known = self._privacy.known_visits, self._privacy.known_gaps
        told = self._all_told()
        visits, gaps = exposures(told, *known)
        cutter = self._cutter()
        lengths = {one.case: len(one.told) for one in told}
        offers = []
        for case in self._cut_cases():
            whole, allowed = self._whole(case), self._allowed[case]
            by_visit = cutter.by_visit.exposure(whole, known[0])
            by_gap = cutter.by_gap.exposure(whole) if 0 < known[1] < len(allowed) else None
            price = max(by_visit.chance, by_gap.chance if by_gap else 0.0)
            gain = self._worth(case, allowed) - self._worth(case, self._shown(case))
            offers.append((price / gain, case, by_visit, by_gap))
        for _, case, by_visit, by_gap in sorted(offers, key=lambda offer: offer[:2]):
            more = {**visits, case: by_visit}, {**gaps, **({case: by_gap} if by_gap else {})}
            longer = {**lengths, case: len(self._allowed[case])}
            risks = risks_of(longer, *more, known[0])
            if all(risk.holds(self._privacy.maximum_unicity) for risk in risks):
                (visits, gaps), lengths = more, longer
                self._show(case, self._allowed[case])

    def _refine(self) -> None:
        """Gives back the finest grain that hides a course, to a part of the cases after another."""
        coarse = [
            case
            for case, telling in self._telling.items()
            if telling.grain != self._grains[0] and case not in self._left_out
        ]
        parts = _PARTS if len(self._course) < MANY else 2
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
                days = (one.days[number - 1] - one.days[shown[0] - 1]).days
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


def _families(course: TrueCourse, number: int) -> set[str]:
    """What was done at a visit."""
    kind = course.kinds[number - 1]
    return set(kind.split("; ")) if kind else set()


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
