"""The intruder test inside the release gate: the attacks that a policy lists, on the tables about to be released.

Quick enough for every publication. Identifiers are left to the leak check, which searches the written draft;
the whole battery with its planted leaks is `anonkit attack`, before somebody signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anonkit.deidentification import AttackLine, Evidence, Policy, Tables
from anonkit.deidentification.attack import (
    AttackResult,
    AttackSettings,
    CaseKeys,
    run_battery,
    seen_frames,
)
from anonkit.storage import Workspace
from anonkit.workflows.attack_truth import CaseMap, truth_of

COURSES = "A10"
SEED = 20_260_301
"""Attacks draw by chance; the same release and records are always attacked alike."""


def settings_of(policy: Policy, audience: str) -> AttackSettings:
    """The lines a release must withstand, as its policy says."""
    return AttackSettings(k=policy.k_for(audience), l=policy.privacy.l, t=policy.privacy.t)


@dataclass(frozen=True)
class ReleaseBattery:
    """What the gate calls: tables, policy and evidence to a line for each attack that the policy lists."""

    workspace: Workspace
    people_by_case: Mapping[str, str]
    today: date

    def courses_withstand(self, tables: Tables, policy: Policy, evidence: Evidence) -> bool:
        """Whether the attack on courses fails; true where the policy does not list it."""
        listed = tuple(attack for attack in policy.privacy.attacks if attack == COURSES)
        privacy = policy.privacy.model_copy(update={"attacks": listed})
        only = policy.model_copy(update={"privacy": privacy})
        return all(line.passed for line in self(tables, only, evidence))

    def __call__(self, tables: Tables, policy: Policy, evidence: Evidence) -> Sequence[AttackLine]:
        """Attacks every case; draws by the same seed whoever runs it."""
        if not policy.privacy.attacks:
            return ()
        cases = set(tables["cases"]["case"])
        owners = {case: person for case, person in self.people_by_case.items() if case in cases}
        keys = CaseKeys("case", frozenset(owners))
        seen = seen_frames({f"tables/{name}.csv": frame for name, frame in tables.items()}, keys)
        truth = truth_of(
            self.workspace, CaseMap(owners, keys), seen, self.today, None, search=False
        )
        settings = settings_of(policy, evidence.audience)
        result = run_battery(seen, truth, settings, SEED, only=policy.privacy.attacks)
        return tuple(_line(one) for one in result.attacks)


def _line(result: AttackResult) -> AttackLine:
    """In words for whoever reads the report; nobody is named."""
    name = f"{result.attack} {result.name}"
    if result.note:
        return AttackLine(name, f"nothing to try: {result.note}", result.passed)
    low, high = result.interval
    found = f"{result.rate:.1%} of {result.tried} ({low:.1%} to {high:.1%}), {result.control:.1%} without the record"
    return AttackLine(name, f"{found}; wanted: {result.line}", result.passed)
