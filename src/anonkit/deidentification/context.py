"""What a partition function of this path is given beside its bundle; all of it can be pickled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from anonkit.deidentification.case_identity import CaseIdentity
from anonkit.deidentification.client_directory import ClientDirectory
from anonkit.deidentification.course_telling import Telling
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.review import ReviewDecisions

RELEASE = "release"
LEAVE_OUT = "leave out"
"""What a person may have decided about a row that waited for review."""


@dataclass(frozen=True)
class ReleaseContext:
    """What holds for everybody in a release; it holds values and shows none."""

    series: str
    """Policy, recipient and purpose: within it a person keeps the case number."""
    as_of: date
    identity_by_person: Mapping[str, CaseIdentity] = field(repr=False)
    """Everybody who may be in the release; who is not here is left out."""
    persons: pd.DataFrame = field(repr=False)
    """Which client rows are one person, as the linkage says."""
    directory: ClientDirectory = field(default_factory=ClientDirectory, repr=False)
    clinic_names: tuple[str, ...] = field(default=(), repr=False)
    forbidden_names: frozenset[str] = field(default=frozenset(), repr=False)
    """Every real full name in the clinic: no made-up person may bear one."""
    asides: pd.DataFrame | None = field(default=None, repr=False)
    """Values that validation took out of a field, with row key, table and field."""
    decision_by_tag: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What a person decided about rows that waited, by the row's tag."""
    review: ReviewDecisions = field(default_factory=ReviewDecisions, repr=False)
    """What people decided about places in texts."""
    photo_people: frozenset[str] = field(default=frozenset(), repr=False)
    """Persons who have given their consent to photographs in training."""
    towns: frozenset[str] = field(default=frozenset(), repr=False)
    """Towns of everybody in the clinic's records: in no note is one told."""

    def person_by_client(self) -> dict[str, str]:
        """By client row key: the person."""
        return dict(zip(self.persons["client_key"], self.persons["person"], strict=True))

    def counted_as(self) -> dict[str, str]:
        """By person: who they count as for k; people who may be one count as one."""
        groups = self.persons["review_group"].where(
            self.persons["review_group"].notna(), self.persons["person"]
        )
        return dict(zip(self.persons["person"], groups, strict=True))


@dataclass(frozen=True)
class Levels:
    """How far everything is coarsened: chosen over everybody, the same for all partitions."""

    level_by_quasi: Mapping[str, int]
    grain: str
    """The grain of every course that has no telling of its own."""
    left_out: frozenset[str] = frozenset()
    """Case numbers that are left out so that k holds."""
    telling_by_case: Mapping[str, Telling] = field(default_factory=dict, repr=False)
    label_by_quasi: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict, repr=False)
    """For quasi-identifiers that are recoded case by case: by case number the label."""

    def telling_of(self, case: str) -> Telling:
        """How the course of a case is told."""
        return self.telling_by_case.get(case) or Telling(self.grain)

    @classmethod
    def finest(cls, policy: Policy) -> Levels:
        """The finest the policy allows, before anything is measured."""
        return cls(dict.fromkeys(policy.quasi_identifiers, 0), policy.time.grains[0])

    @classmethod
    def coarsest(cls, policy: Policy) -> Levels:
        """Every quasi-identifier left out."""
        levels = {name: h.levels - 1 for name, h in policy.hierarchy_by_quasi.items()}
        return cls(levels, policy.time.grains[-1])
