"""Chooses how far a release is coarsened, over everybody in it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from anonkit.deidentification.class_choice import ClassChoice, choose_classes
from anonkit.deidentification.context import Levels
from anonkit.deidentification.course_frames import true_courses
from anonkit.deidentification.course_protection import protect_courses
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.protected_courses import ProtectedCourses
from anonkit.deidentification.quasi import QuasiFrames
from anonkit.deidentification.service_rows import joined_rows


@dataclass(frozen=True)
class ChosenLevels:
    """The levels, and what the search saw, for the sealed report."""

    levels: Levels
    classes: ClassChoice
    courses: ProtectedCourses
    people: int
    """The people there were to choose from."""
    hard_to_hide: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """By tag: whose class would be too small if everything were told at its finest."""

    def recoded(self, classes: ClassChoice) -> ChosenLevels:
        """The same with labels that were chosen anew for who was left; what was looked at before stays."""
        anew = replace(
            classes,
            left_out=self.classes.left_out,
            tried=self.classes.tried,
            hard_to_hide=self.classes.hard_to_hide,
        )
        levels = replace(self.levels, label_by_quasi=classes.label_by_quasi)
        return replace(self, classes=anew, levels=levels)

    @property
    def level_words(self) -> dict[str, str]:
        """By quasi-identifier, and for course time: how it is told, in words."""
        grains = self.courses.by_grain
        told = ", ".join(f"by {grain} for {count} cases" for grain, count in grains.items())
        cut = self.courses.cases_cut
        also = f"; some visits left out of {cut} cases" if cut else ""
        return {**self.classes.level_words, "course time": f"course time {told}{also}"}

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report."""
        return {
            **self.classes.to_dict(),
            "courses": self.courses.to_dict(),
            "people": self.people,
            "left_out": len(self.levels.left_out),
            "hard_to_hide": [dict(one) for one in self.hard_to_hide],
        }


def whole_frames(parts: Sequence[QuasiFrames]) -> QuasiFrames:
    """The frames of all partitions as one, in an order that depends on none of them."""
    people = pd.concat([part.people for part in parts], ignore_index=True)
    visits = pd.concat([part.visits for part in parts], ignore_index=True)
    return QuasiFrames(
        people.sort_values("case", ignore_index=True),
        visits.sort_values(["case", "visit"], ignore_index=True),
        {person: topic for part in parts for person, topic in part.topic_by_person.items()},
        joined_rows([part.services for part in parts if part.services]),
        _joined_roles([part.staff_by_role for part in parts]),
    )


def _joined_roles(
    parts: Sequence[Mapping[str, frozenset[str]]],
) -> dict[str, frozenset[str]]:
    joined: dict[str, frozenset[str]] = {}
    for part in parts:
        for role, staff in part.items():
            joined[role] = joined.get(role, frozenset()) | staff
    return joined


def choose_levels(
    quasi: QuasiFrames, policy: Policy, audience: str, *, explore: bool = True
) -> ChosenLevels:
    """The finest telling at which the policy's k and unicity hold for this audience.

    First the labels of the quasi-identifiers, then how each course is told; people are left out
    last and never more than the policy allows. Else `AnonymityNotReached`, with what would do.
    With `explore` what other k would keep is looked at too, for the report.
    """
    k = policy.k_for(audience)
    total = quasi.people["person"].nunique()
    classes = choose_classes(quasi.people, policy, k, explore=explore)
    kept = quasi.visits[~quasi.visits["case"].isin(classes.left_out)]
    spare = int(policy.privacy.maximum_suppression * total) - len(classes.left_out)
    courses = protect_courses(true_courses(kept), policy, k, max(spare, 0))
    levels = Levels(
        classes.levels,
        policy.time.grains[-1],
        classes.left_out | courses.left_out,
        courses.telling_by_case,
        classes.label_by_quasi,
    )
    return ChosenLevels(levels, classes, courses, total, classes.hard_to_hide)
