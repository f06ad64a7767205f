"""How every course is told after protection, and what that cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anonkit.deidentification.course_risk import CourseRisk
from anonkit.deidentification.course_telling import Telling


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
