"""An intruder who knows a few visits, or a few gaps between visits, looks through the courses of a release.

What the release tells of a visit is a stretch of days; what the intruder knows is another. They fit
where the stretches meet and what was done, and the year where it is told, are the same. Somebody is
singled out where no other person's course fits. Everything is counted among the courses given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import comb
from random import Random

MOST_SETS = 40
"""Sets of visits tried for one course; of more, so many are drawn."""
MONTH = 30
"""The days within which an intruder knows when a visit was, and how long a gap."""

Days = tuple[int, int]


@dataclass(frozen=True)
class Visit:
    """A visit as it is told, or as the intruder knows it."""

    kind: str
    """What was done."""
    first: int
    last: int
    """The days after the first visit on which it may have been."""
    year: str = ""
    """The calendar year where the release tells it."""
    teaches: frozenset[str] = field(default=frozenset(), compare=False)
    """What a trainer learns from it beside what was done; nobody is looked for by it."""


@dataclass(frozen=True)
class ToldCourse:
    """One case's visits in order: as told, and as an intruder may know the same visits."""

    case: str
    person: str = field(repr=False)
    told: tuple[Visit, ...] = field(repr=False)
    known: tuple[Visit, ...] = field(repr=False)
    gaps: tuple[Days, ...] = field(repr=False)
    """From each visit to the next: how long it may be, as an intruder knows it."""
    days: tuple[int, ...] | None = field(default=None, repr=False)
    """The true days of the visits, where they are given."""

    def only(self, places: Sequence[int]) -> ToldCourse:
        """The course with the visits at these places alone, told as they are."""
        days = None if self.days is None else [self.days[place] for place in places]
        return told_course(self.case, self.person, [self.told[place] for place in places], days)


def told_course(
    case: str,
    person: str,
    told: Sequence[Visit],
    days: Sequence[int] | None = None,
    month: int = MONTH,
) -> ToldCourse:
    """The course of a case; `days` are the true days of its visits after the first.

    Without them the intruder is taken to know each visit as finely as it is told.
    """
    if days is None:
        return ToldCourse(case, person, tuple(told), tuple(told), _told_gaps(told))
    known = [
        Visit(visit.kind, *_month_of(day, month), visit.year)
        for visit, day in zip(told, days, strict=True)
    ]
    gaps = [_month_of(after - before, month) for before, after in pairwise(days)]
    return ToldCourse(case, person, tuple(told), tuple(known), tuple(gaps), tuple(days))


def _month_of(days: int, month: int) -> Days:
    start = days // month * month
    return start, start + month - 1


@dataclass(frozen=True)
class Exposure:
    """How often one course is singled out, and by which of its visits."""

    tried: int
    alone: int
    visits: Mapping[int, int]
    """By place in the course: in how many of the sets that single it out the visit is."""

    @property
    def chance(self) -> float:
        """The share of sets of visits that fit nobody else."""
        return self.alone / self.tried


def by_visits(
    courses: Sequence[ToldCourse],
    known: int,
    judged: Sequence[ToldCourse] | None = None,
    *,
    seed: int = 0,
) -> dict[str, Exposure]:
    """By case: what becomes of an intruder who knows so many of the visits that are told, all of fewer.

    `judged` are courses to look for, which need not be among `courses` as they stand there.
    """
    search = VisitSearch(courses)
    return {
        one.case: search.exposure(one, known, seed)
        for one in (courses if judged is None else judged)
        if one.told
    }


class VisitSearch:
    """The courses of a release, by what each visit may be."""

    def __init__(self, courses: Sequence[ToldCourse]) -> None:
        self._courses = courses
        self._own: dict[str, int] = defaultdict(int)
        self._bearers: dict[tuple[str, str], dict[tuple[int, int], int]] = defaultdict(dict)
        for place, course in enumerate(courses):
            self._own[course.person] |= 1 << place
            for visit in course.told:
                spans = self._bearers[visit.kind, visit.year]
                span = visit.first, visit.last
                spans[span] = spans.get(span, 0) | 1 << place
        self._fitting: dict[Visit, int] = {}

    def exposure(self, course: ToldCourse, known: int, seed: int = 0) -> Exposure:
        """How often `course` is the only one that fits; others of the same person do not count."""
        tried = alone = 0
        places: dict[int, int] = defaultdict(int)
        for chosen in _sets(course, known, seed):
            tried += 1
            if self.is_alone(course, chosen):
                alone += 1
                for place in chosen:
                    places[place] += 1
        return Exposure(tried, alone, dict(places))

    def is_alone(self, course: ToldCourse, places: Sequence[int]) -> bool:
        """Whether nobody else's course fits what is known of the visits at these places."""
        everybody = (1 << len(self._courses)) - 1
        others = everybody & ~self._own.get(course.person, 0)
        return not self._somebody_else([course.known[place] for place in places], others)

    def _somebody_else(self, known: Sequence[Visit], others: int) -> bool:
        fits = others
        for visit in known:
            fits &= self._fits(visit)
            if not fits:
                return False
        while fits > 0:
            lowest = fits & -fits
            if _in_order(known, self._courses[lowest.bit_length() - 1].told):
                return True
            fits ^= lowest
        return False

    def _fits(self, visit: Visit) -> int:
        """The courses in which some visit may be this one, a bit each."""
        found = self._fitting.get(visit)
        if found is None:
            found = 0
            for (first, last), bearers in self._bearers[visit.kind, visit.year].items():
                if first <= visit.last and last >= visit.first:
                    found |= bearers
            self._fitting[visit] = found
        return found


def by_gaps(
    courses: Sequence[ToldCourse], known: int, judged: Sequence[ToldCourse] | None = None
) -> dict[str, Exposure]:
    """By case: what becomes of an intruder who knows so many gaps in a row; courses with fewer are not judged."""
    search = GapSearch(courses, known)
    return {
        one.case: search.exposure(one)
        for one in (courses if judged is None else judged)
        if len(one.told) > known
    }


class GapSearch:
    """The gaps between visits of a release's courses, by what was done at them."""

    def __init__(self, courses: Sequence[ToldCourse], known: int) -> None:
        self._known = known
        self._rows: dict[tuple[str, ...], list[tuple[str, tuple[Days, ...]]]] = defaultdict(list)
        for course in courses:
            for start in range(len(course.told) - known):
                window = course.told[start : start + known + 1]
                self._rows[_kinds(window)].append((course.person, _told_gaps(window)))

    def exposure(self, course: ToldCourse) -> Exposure:
        """How often gaps of `course` fit nobody else's."""
        tried = alone = 0
        places: dict[int, int] = defaultdict(int)
        for start in range(len(course.known) - self._known):
            tried += 1
            if not self._somebody_else(course, start):
                alone += 1
                for place in range(start, start + self._known + 1):
                    places[place] += 1
        return Exposure(tried, alone, dict(places))

    def _somebody_else(self, course: ToldCourse, start: int) -> bool:
        kinds = _kinds(course.known[start : start + self._known + 1])
        gaps = course.gaps[start : start + self._known]
        return any(
            owner != course.person
            and all(
                low <= last and high >= first
                for (low, high), (first, last) in zip(told, gaps, strict=True)
            )
            for owner, told in self._rows.get(kinds, ())
        )


def _sets(course: ToldCourse, known: int, seed: int) -> Iterator[tuple[int, ...]]:
    """Places of visits an intruder may know, in order; drawn by case and seed where there are many."""
    count = len(course.known)
    size = min(known, count)
    if comb(count, size) <= MOST_SETS:
        yield from combinations(range(count), size)
        return
    random = Random(f"{seed} {course.case}")  # noqa: S311 - a draw
    for _ in range(MOST_SETS):
        yield tuple(sorted(random.sample(range(count), size)))


def _in_order(known: Sequence[Visit], told: Sequence[Visit]) -> bool:
    """Whether the known visits can be different visits of a course, one after another."""
    place = 0
    for visit in known:
        while place < len(told) and not _meets(visit, told[place]):
            place += 1
        if place == len(told):
            return False
        place += 1
    return True


def _meets(known: Visit, told: Visit) -> bool:
    return (
        known.kind == told.kind
        and known.year == told.year
        and told.first <= known.last
        and told.last >= known.first
    )


def _kinds(window: Sequence[Visit]) -> tuple[str, ...]:
    """What was done at each visit but the last, and the years of all."""
    return (*(visit.kind for visit in window[:-1]), *(visit.year for visit in window))


def _told_gaps(window: Sequence[Visit]) -> tuple[Days, ...]:
    return tuple(
        (max(after.first - before.last, 0), after.last - before.first)
        for before, after in pairwise(window)
    )
