"""A3: somebody knows the values as the release tells them, and looks for who is alone with some of them."""

from __future__ import annotations

import numpy as np

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.world import World
from anonkit.deidentification.disclosure.equivalence import column_codes
from anonkit.deidentification.disclosure.unicity import alone_by_subset

_MOST_KNOWN = 6
_MOST_COLUMNS = 12


def _run(world: World) -> AttackResult:
    if not world.known_columns:
        return ATTACK.nothing("the release tells no column that an outsider may know")
    classes = world.classes
    smallest = np.full(classes.people, np.iinfo(np.int64).max)
    np.minimum.at(smallest, classes.person_of_row, classes.people_of_row)
    wanted = world.settings.k
    small = smallest < wanted
    others = (smallest > 1) & small
    figures = {
        "alone": float((smallest == 1).mean()),
        "max_risk": 1 / float(smallest.min()),
        "mean_risk": float((1 / smallest).mean()),
        **_subsets(world),
    }
    rows = np.flatnonzero(classes.people_of_row < wanted)
    owners = [int(owner) for owner in np.unique(world.owners[rows]) if owner >= 0]
    return ATTACK.result(
        int(small.sum()),
        classes.people,
        control=float(others.mean()),
        baseline=1 / classes.people,
        passed=bool(smallest.min() >= wanted),
        line=f"nobody in a class of fewer than {wanted} people (risk at most {1 / wanted:.3f})",
        figures=figures,
        findings=world.findings(owners, "class too small", _place(world)),
    )


def _place(world: World) -> str:
    return ", ".join(sorted({column.told for column in world.known_columns}))


def _subsets(world: World) -> dict[str, float]:
    """For each number of values known the mean share of people alone, over all sets of so many columns."""
    told = [world.release.cases[c.told] for c in world.known_columns[:_MOST_COLUMNS]]
    shares: dict[int, list[float]] = {}
    codes = [column_codes(column) for column in told]
    for subset in alone_by_subset(codes, world.person_of_case, _MOST_KNOWN):
        shares.setdefault(len(subset.places), []).append(float(subset.alone.mean()))
    return {f"alone_by_{n}": float(np.mean(each)) for n, each in sorted(shares.items())}


ATTACK = Attack(
    "A3",
    "exact linkage",
    "up to six values as the release tells them",
    "share of people in classes of fewer than k people",
    _run,
)
