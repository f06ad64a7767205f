"""Everything the attacks share, worked out once: who owns which case, what tells of what, who fits whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from anonkit.deidentification.attack.alignment import Aligned, align
from anonkit.deidentification.attack.base import AttackSettings, Finding
from anonkit.deidentification.attack.fitting import (
    Codes,
    Flags,
    KnownColumn,
    Linkage,
    Records,
    known_column,
    linkage,
)
from anonkit.deidentification.attack.reading import as_text
from anonkit.deidentification.attack.release_view import CASE, SeenRelease
from anonkit.deidentification.attack.truth import Truth
from anonkit.deidentification.disclosure.equivalence import (
    Classes,
    classes_of,
    column_codes,
    combined,
)
from anonkit.deidentification.leak_check import EarlierChecks, IdentifierIndex, Searcher


@dataclass(frozen=True, repr=False)
class World:
    """A release, the truth behind it, and what must hold."""

    release: SeenRelease
    truth: Truth
    settings: AttackSettings
    seed: int

    def draw(self, purpose: str) -> np.random.Generator:
        """Chance of its own for each purpose, the same for the same seed."""
        return np.random.default_rng([self.seed, *purpose.encode()])

    earlier_checks: EarlierChecks = field(default_factory=EarlierChecks)
    """What was searched for identifiers already, where a copy of this release was."""

    @cached_property
    def searcher(self) -> Searcher:
        """Looks for identifiers in texts."""
        return Searcher(self.truth.identifiers or IdentifierIndex())

    @cached_property
    def people(self) -> pd.DataFrame:
        """The people as recorded, as text."""
        return as_text(self.truth.people)

    @cached_property
    def case_names(self) -> list[str]:
        """The cases, in the order of their places."""
        return [str(case) for case in self.release.cases[CASE]]

    @cached_property
    def place_of_person(self) -> dict[str, int]:
        """By person the row in `people`."""
        return {str(person): place for place, person in enumerate(self.people["person"])}

    @cached_property
    def place_of_case(self) -> dict[str, int]:
        """By case its place."""
        return {case: place for place, case in enumerate(self.case_names)}

    @cached_property
    def owners(self) -> Codes:
        """For each case the place of its person, -1 where nobody said."""
        owner = self.truth.owner_by_case
        places = [self.place_of_person.get(owner.get(case, ""), -1) for case in self.case_names]
        return np.array(places, dtype=np.int64)

    @cached_property
    def knows_owners(self) -> bool:
        """Whether it is known whose a record is, so that right and wrong can be told apart."""
        return bool((self.owners >= 0).any())

    @cached_property
    def own_case(self) -> Codes:
        """For each person the place of a case of theirs, -1 for none."""
        found = np.full(len(self.people), -1, dtype=np.int64)
        for case in range(len(self.owners) - 1, -1, -1):
            if self.owners[case] >= 0:
                found[self.owners[case]] = case
        return found

    @cached_property
    def records(self) -> Records:
        """The cases as places of bits, with those that are one person's."""
        sure = np.flatnonzero(self.owners >= 0)
        groups = pd.Series(sure).groupby(self.owners[sure])
        twins = tuple(part.to_numpy() for _, part in groups if len(part) > 1)
        return Records(len(self.case_names), twins)

    @cached_property
    def targets(self) -> Codes:
        """The people attacked: those released; everybody where nobody said who is."""
        if not self.knows_owners:
            return np.arange(len(self.people), dtype=np.int64)
        return np.flatnonzero(self.own_case >= 0)

    @cached_property
    def aligned(self) -> tuple[Aligned, ...]:
        """Told columns with the true columns they tell of."""
        columns = [n for n in (*self.truth.known, *self.truth.sensitive) if n in self.people]
        return align(
            self.release.cases, self.people, self.owners, columns, self.truth.labels, self.seed
        )

    @cached_property
    def known_columns(self) -> tuple[KnownColumn, ...]:
        """Every told column that tells of something an outsider may know."""
        return tuple(self._column(pair) for pair in self.aligned if pair.true in self.truth.known)

    def _column(self, pair: Aligned) -> KnownColumn:
        return known_column(
            pair.true,
            pair.told,
            self.release.cases[pair.told],
            self.people[pair.true],
            self.owners,
            self.truth.labels.get(pair.true),
        )

    @cached_property
    def sensitive_told(self) -> tuple[Aligned, ...]:
        """Told columns that nobody may learn about one person."""
        return tuple(pair for pair in self.aligned if pair.true in self.truth.sensitive)

    @cached_property
    def linked(self) -> Linkage:
        """Every target against every record by everything known."""
        return self.linkage_by(self.known_columns)

    def linkage_by(self, columns: Sequence[KnownColumn]) -> Linkage:
        """Every target against every record by some columns."""
        return linkage(columns, self.targets, self.own_case[self.targets], self.records)

    def found(self, linked: Linkage) -> Flags:
        """Targets that are found; where nobody said whose a record is, whoever fits one record alone."""
        return linked.is_right_alone if self.knows_owners else np.asarray(linked.people == 1)

    @cached_property
    def person_of_case(self) -> Codes:
        """For each case the person it counts as; a case of nobody known is a person of its own."""
        alone = len(self.people) + np.arange(len(self.owners))
        return column_codes(pd.Series(np.where(self.owners >= 0, self.owners, alone)))

    @cached_property
    def classes(self) -> Classes:
        """The cases' classes over the told columns that outsiders may match."""
        columns = [column_codes(self.release.cases[c.told]) for c in self.known_columns]
        return classes_of(combined(columns, len(self.case_names)), self.person_of_case)

    def findings(self, people: Iterable[int], what: str, place: str = "") -> tuple[Finding, ...]:
        """A finding for each of these people, by place in `people`."""
        names = self.people["person"]
        made = []
        for person in people:
            case = int(self.own_case[person])
            made.append(
                Finding(what, place, self.case_names[case] if case >= 0 else "", str(names[person]))
            )
        return tuple(made)
