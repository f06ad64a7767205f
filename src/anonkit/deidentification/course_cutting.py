"""Which visits of one course may be told together, so that the other courses of the release hide them.

Whoever knows more visits knows every few of them, so a course is safe where each set of as many
visits as somebody may know fits somebody else, and each run of gaps does. Of all the safe choices the
one that teaches most is taken: two treatments, each thing a trainer asks for and the first interval
before any number of visits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations

from anonkit.deidentification.disclosure.course_attacks import GapSearch, ToldCourse, VisitSearch

_MOST_SEARCHED = 12
"""Of a longer course that gives itself away no more visits are told: all choices are looked at."""
_A_VISIT, _A_TREATMENT, _FIRST_INTERVAL, _AN_ORDER, _A_FIELD = 1, 1, 2, 8, 4

Places = tuple[int, ...]
"""Places of visits in a course, in order, from 0."""


def worth(course: ToldCourse, places: Collection[int]) -> int:
    """What a course teaches with these visits told; without two treatments it has no order."""
    treated = sum(bool(course.told[place].kind) for place in places)
    fields = frozenset().union(*(course.told[place].teaches for place in places))
    return (
        _A_VISIT * len(places)
        + _A_TREATMENT * treated
        + _FIRST_INTERVAL * (1 in places)
        + _AN_ORDER * min(treated, 2)
        + _A_FIELD * len(fields)
    )


class Cutter:
    """The courses of a release as they are told at present, to hide others among."""

    def __init__(self, courses: Sequence[ToldCourse], known_visits: int, known_gaps: int) -> None:
        self.by_visit = VisitSearch(courses)
        self.by_gap = GapSearch(courses, known_gaps)
        self.known_visits = known_visits
        self.known_gaps = known_gaps

    def best(self, course: ToldCourse, kept: Places = (0,)) -> Places | None:
        """The visits of a course that teach most and are safe to tell; none where no choice is.

        `kept` are in every choice. Safe means with the others told as they are now.
        """
        look = _Look(self, course)
        return next((some for some in _choices(course, kept) if look.is_safe(some)), None)


class _Look:
    """One course before the eyes of both intruders; what was found of each few visits is kept."""

    def __init__(self, cutter: Cutter, course: ToldCourse) -> None:
        self._cutter, self._course = cutter, course
        self._alone_by_visits: dict[Places, bool] = {}
        self._alone_by_gaps: dict[Places, bool] = {}

    def is_safe(self, chosen: Places) -> bool:
        """Whether no few of these visits, and no run of gaps between them, fit nobody else."""
        sets = combinations(chosen, min(self._cutter.known_visits, len(chosen)))
        return not (
            any(self._is_alone_by_visits(some) for some in sets)
            or any(self._is_alone_by_gaps(run) for run in _runs(chosen, self._cutter.known_gaps))
        )

    def _is_alone_by_visits(self, places: Places) -> bool:
        if places not in self._alone_by_visits:
            found = self._cutter.by_visit.is_alone(self._course, places)
            self._alone_by_visits[places] = found
        return self._alone_by_visits[places]

    def _is_alone_by_gaps(self, places: Places) -> bool:
        if places not in self._alone_by_gaps:
            run = self._course.only(places)
            self._alone_by_gaps[places] = self._cutter.by_gap.exposure(run).alone > 0
        return self._alone_by_gaps[places]


def _choices(course: ToldCourse, kept: Places) -> list[Places]:
    """Every choice of visits, what teaches most first."""
    every = range(len(course.told))
    order = sorted(every, key=lambda n: (n not in kept, n > 1, not course.told[n].kind, n))
    free = sorted(set(order[:_MOST_SEARCHED]) - set(kept))
    sets = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    found = [tuple(sorted((*kept, *some))) for some in sets]
    return sorted(found, key=lambda chosen: (-worth(course, chosen), chosen))


def _runs(chosen: Places, gaps: int) -> Iterator[Places]:
    """Every so many gaps in a row, by the visits around them; none where no gap is known."""
    for start in range(len(chosen) - gaps if gaps else 0):
        yield chosen[start : start + gaps + 1]
