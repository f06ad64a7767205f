"""Chooses how far a release is coarsened, over everybody in it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from anonkit.deidentification.context import Levels
from anonkit.deidentification.course_time import Course
from anonkit.deidentification.disclosure import Enforcement, GrainChoice, enforce_k
from anonkit.deidentification.disclosure.trajectories import chances_alone
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.quasi import QuasiFrames
from anonkit.errors import AnonymityNotReached
from anonkit.model import PartialDate

VISIT_COLUMNS: tuple[str, ...] = ("when", "families")
"""What somebody may know of a visit: when it was, as the release tells it, and what was done."""

NO_COMPLICATION: tuple[str, ...] = ("[]",)
"""What the case table says where nothing is recorded; it tells nothing about anybody."""

_ANY_DAY = date(2001, 1, 1)


@dataclass(frozen=True)
class ChosenLevels:
    """The levels, and what the search saw, for the sealed report."""

    levels: Levels
    enforcement: Enforcement
    grain: GrainChoice
    people: int
    """The people there were to choose from."""

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report."""
        return {
            **self.enforcement.to_dict(),
            "grain": self.levels.grain,
            "unicity_by_grain": dict(self.grain.unicity),
            "people": self.people,
            "left_out": len(self.levels.left_out),
        }


def whole_frames(parts: Sequence[QuasiFrames]) -> QuasiFrames:
    """The frames of all partitions as one, in an order that depends on none of them."""
    people = pd.concat([part.people for part in parts], ignore_index=True)
    visits = pd.concat([part.visits for part in parts], ignore_index=True)
    return QuasiFrames(
        people.sort_values("case", ignore_index=True),
        visits.sort_values(["case", "visit"], ignore_index=True),
        {person: topic for part in parts for person, topic in part.topic_by_person.items()},
    )


def choose_levels(quasi: QuasiFrames, policy: Policy, audience: str) -> ChosenLevels:
    """The finest telling at which the policy's k and unicity hold for this audience.

    First the levels of the quasi-identifiers, then the grain of course time; people are left out
    last and never more than the policy allows. Else `AnonymityNotReached`, with what would do.
    """
    privacy = policy.privacy
    total = quasi.people["person"].nunique()
    told = tuple(name for name in privacy.sensitive if name in quasi.people)
    enforcement = enforce_k(
        quasi.people,
        policy.hierarchy_by_quasi,
        policy.k_for(audience),
        maximum_suppression=privacy.maximum_suppression,
        l=privacy.l,
        t=privacy.t,
        sensitive=told,
        harmless=NO_COMPLICATION,
    )
    kept = quasi.visits[~quasi.visits["case"].isin(enforcement.suppressed_cases)]
    spare = int(privacy.maximum_suppression * total) - len(enforcement.suppressed_cases)
    grain, alone = _grain(kept, quasi.visits, policy, max(spare, 0))
    left_out = frozenset(enforcement.suppressed_cases) | alone
    levels = Levels(dict(enforcement.levels), grain.grain or policy.time.grains[-1], left_out)
    return ChosenLevels(levels, enforcement, grain, total)


def _grain(
    visits: pd.DataFrame, everybody: pd.DataFrame, policy: Policy, spare: int
) -> tuple[GrainChoice, frozenset[str]]:
    """The finest grain that holds; at the coarsest, those most alone may be left out."""
    unicity: dict[str, float] = {}
    if policy.time.style != "course":
        return GrainChoice(policy.time.grains[0], unicity), frozenset()
    shares: dict[str, float] = {}
    for grain in policy.time.grains:
        shares = chances_alone(
            labelled(visits, grain),
            policy.privacy.known_visits,
            VISIT_COLUMNS,
            everybody=labelled(everybody, grain),
        )
        unicity[grain] = round(sum(shares.values()) / len(shares), 6) if shares else 0.0
        if unicity[grain] <= policy.privacy.maximum_unicity:
            return GrainChoice(grain, unicity), frozenset()
    alone = most_alone(shares, policy.privacy.maximum_unicity)
    if len(alone) > spare:
        raise _unicity_not_reached(unicity, policy, len(alone), spare)
    cases = visits.loc[visits["person"].isin(alone), "case"]
    return GrainChoice(policy.time.grains[-1], unicity), frozenset(cases)


def labelled(visits: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The visits with ``when`` as course time at a grain."""
    words: dict[tuple[tuple[int, ...], int], str] = {}
    told = []
    days_by_case = {case: tuple(part) for case, part in visits.groupby("case")["days"]}
    for case, day in zip(visits["case"], visits["days"], strict=True):
        key = (days_by_case[case], day)
        if key not in words:
            words[key] = _label(key[0], day, grain)
        told.append(words[key])
    return visits.assign(when=told)


def _label(days: tuple[int, ...], day: int, grain: str) -> str:
    course = Course(tuple(_ANY_DAY + timedelta(days=n) for n in days))
    when = PartialDate.parse((_ANY_DAY + timedelta(days=day)).isoformat())
    return course.label(when, grain)


def most_alone(shares: Mapping[str, float], maximum: float) -> frozenset[str]:
    """The fewest people without whom the mean chance of being alone is within bounds."""
    order = sorted(shares, key=lambda person: (-shares[person], person))
    total = sum(shares.values())
    for gone, person in enumerate(order):
        if total <= maximum * (len(order) - gone) + 1e-12:
            return frozenset(order[:gone])
        total -= shares[person]
    return frozenset(order)


def _unicity_not_reached(
    unicity: Mapping[str, float], policy: Policy, needed: int, spare: int
) -> AnonymityNotReached:
    reached = min(unicity.values())
    known = policy.privacy.known_visits
    nearest = (
        f"maximum_unicity = {reached:.2f}",
        f"leaving out {needed} more people by their courses, where {spare} may be",
        "a shorter maximum_visits, or a selection of more people with like courses",
    )
    return AnonymityNotReached(
        f"even told by visit number, {reached:.0%} of people are alone with {known} of their visits, and "
        f"the policy allows {policy.privacy.maximum_unicity:.0%}. Nearest settings: {'; '.join(nearest)}.",
        (f"unicity wanted {policy.privacy.maximum_unicity}, reached {reached}", *nearest),
    )
