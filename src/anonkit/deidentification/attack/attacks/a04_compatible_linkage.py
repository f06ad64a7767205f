"""A4: somebody knows the true values, and takes every record that may stand for them."""

from __future__ import annotations

import numpy as np

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.world import World


def _run(world: World) -> AttackResult:
    if not world.known_columns:
        return ATTACK.nothing("the release tells no column that an outsider may know")
    linked = world.linked
    found = world.found(linked)
    fits = (
        linked.people[linked.holds_own] if world.knows_owners else linked.people[linked.people > 0]
    )
    fewest = int(fits.min()) if len(fits) else 0
    most_risk = 1 / fewest if fewest else 0.0
    wanted, most = world.settings.k, world.settings.maximum_found
    return ATTACK.result(
        int(found.sum()),
        len(found),
        control=float(linked.is_wrong_alone.mean()) if len(found) else 0.0,
        baseline=1 / max(world.records.count, 1),
        passed=bool(found.mean() <= most and most_risk <= 1 / wanted + 1e-9),
        line=f"at most {most:.0%} found, and each of the right records among {wanted} or more",
        figures={
            "max_risk": most_risk,
            "mean_risk": float((1 / fits).mean()) if len(fits) else 0.0,
            "own_record_fits": float(linked.holds_own.mean()),
            "columns": float(len(world.known_columns)),
        },
        findings=world.findings(
            world.targets[_at_risk(world)],
            "fewer than k records fit",
            ", ".join(sorted({column.told for column in world.known_columns})),
        ),
    )


def _at_risk(world: World) -> np.ndarray:
    linked = world.linked
    right = linked.holds_own if world.knows_owners else linked.people > 0
    at_risk: np.ndarray = right & (linked.people < world.settings.k)
    return at_risk


ATTACK = Attack(
    "A4",
    "compatible linkage",
    "the true values; reads intervals, steps of hierarchies and sets, and takes what is suppressed for anything",
    "share of people whom exactly one record fits, and it is theirs",
    _run,
)
