"""Which of the told cases go out, and what is counted of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from anonkit.datasets import Choice, ChoiceRequest, case_features, choose
from anonkit.deidentification import Policy, alone_among_everybody, without_cases
from anonkit.errors import GateClosed
from anonkit.workflows.telling import Told

_FEWEST = 2


@dataclass(frozen=True)
class ChosenCases:
    """The cases that go out, and how many were asked for and cannot."""

    choice: Choice
    alone: int = 0
    """Chosen cases that would be alone, among everybody, with what somebody knows of their visits."""

    @cached_property
    def cases(self) -> frozenset[str]:
        """Their numbers."""
        return frozenset(self.choice.kind_by_case)

    @property
    def left_out(self) -> dict[str, int]:
        """Reason to people, of those who may be told and are not."""
        rest = self.choice.everybody - len(self.cases) - self.alone - self.choice.too_long
        counts = {
            "not chosen": rest,
            "chosen, but alone with their visits": self.alone,
            "a note too long to teach by": self.choice.too_long,
        }
        return {reason: count for reason, count in counts.items() if count}

    def tables(self, told: Told) -> Mapping[str, pd.DataFrame]:
        """The told tables of these cases; of everybody the tables themselves."""
        if self.choice.is_everyone:
            return told.tables
        return without_cases(told.tables, set(told.tables["cases"]["case"]) - self.cases)

    def beside(self, told: Told) -> Mapping[str, pd.DataFrame]:
        """The told tables of everybody else, who hide these cases."""
        return without_cases(told.tables, self.cases)

    def people(self, told: Told) -> dict[str, str]:
        """Case to person, of these cases."""
        return {case: one for case, one in told.people_by_case.items() if case in self.cases}


def chosen_cases(told: Told, request: ChoiceRequest, policy: Policy) -> ChosenCases:
    """The cases asked for, without those that would stand alone among everybody in the clinic."""
    choice = choose(case_features(told.tables), request, policy.most_cases)
    if choice.is_everyone:
        return ChosenCases(choice)
    evidence = told.evidence
    alone = alone_among_everybody(
        told.tables, policy, evidence.counted_as, evidence.true_visits, choice.kind_by_case
    )
    kept = {case: kind for case, kind in choice.kind_by_case.items() if case not in alone}
    if len(kept) < _FEWEST:
        raise GateClosed(
            f"The release gate is closed: {len(alone)} of {len(choice.kind_by_case)} chosen cases are alone "
            "with their visits in this clinic, and fewer than two are left. Widen the choice.",
            (f"cases: {len(alone)} chosen cases are alone with their visits",),
        )
    return ChosenCases(replace(choice, kind_by_case=kept), len(alone))
