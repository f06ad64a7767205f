"""A12: somebody holds this release and earlier ones, and knows the target is in all of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.fitting import Codes, Flags, chunks, fitting_bits, unpack
from anonkit.deidentification.attack.world import World


def _run(world: World) -> AttackResult:
    earlier = [
        World(
            release,
            type(world.truth)(**{**vars(world.truth), "owner_by_case": owners, "earlier": ()}),
            world.settings,
            world.seed,
        )
        for release, owners in world.truth.earlier
    ]
    worlds = [one for one in (world, *earlier) if one.knows_owners and one.known_columns]
    if len(worlds) < 2 or worlds[0] is not world:
        return ATTACK.nothing("there is no earlier release to lay beside this one")
    both = _in_several(worlds)
    if not len(both):
        return ATTACK.nothing("nobody in this release was in an earlier one")
    few, alone = np.zeros(len(both), dtype=bool), np.zeros(len(both), dtype=bool)
    for part in chunks(both):
        candidates = np.ones((len(both[part]), len(world.people)), dtype=bool)
        for number, one in enumerate(worlds):
            is_in = one.own_case[both[part]] >= 0
            candidates &= _fitting_people(one, both[part]) | ~is_in[:, None]
            if number == 0:
                alone[part] = candidates.sum(axis=1) < world.settings.k
        few[part] = candidates.sum(axis=1) < world.settings.k
    shrunk = few & ~alone
    return ATTACK.result(
        int(few.sum()),
        len(both),
        control=float(alone.mean()),
        baseline=1 / len(world.people),
        passed=not shrunk.any(),
        line=f"the people who fit in all releases stay {world.settings.k} or more",
        figures={"releases": float(len(worlds)), "shrunk": float(shrunk.mean())},
        findings=world.findings(both[shrunk], "fewer than k fit in all releases", "all releases"),
    )


def _in_several(worlds: list[World]) -> Codes:
    """People in this release and in another."""
    others = np.logical_or.reduce([one.own_case >= 0 for one in worlds[1:]])
    return np.flatnonzero((worlds[0].own_case >= 0) & others)


def _fitting_people(world: World, people: Codes) -> Flags:
    """For each target the people any of whose records fits."""
    bits = fitting_bits(world.known_columns, people, world.records.count)
    fits = unpack(bits, world.records.count)
    found = np.zeros((len(people), len(world.people)), dtype=bool)
    for cases in _turns_of_owners(world.owners):
        found[:, world.owners[cases]] |= fits[:, cases]
    return found


def _turns_of_owners(owners: Codes) -> Iterator[Codes]:
    """Cases in turns within which nobody comes twice, so that several records of one person add up."""
    left = np.flatnonzero(owners >= 0)
    while len(left):
        _, first = np.unique(owners[left], return_index=True)
        yield left[first]
        left = np.delete(left, first)


ATTACK = Attack(
    "A12",
    "several releases",
    "the true values, this release and every earlier one",
    "share of people in several releases whom fewer than k people fit in all of them",
    _run,
)
