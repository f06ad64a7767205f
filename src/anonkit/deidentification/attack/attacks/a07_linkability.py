"""A7: two data sets about the same people share no column; the release may join them."""

from __future__ import annotations

import numpy as np

from anonkit.deidentification.attack.base import Attack, AttackResult, score_interval
from anonkit.deidentification.attack.fitting import chunks, fitting_bits, has_bit
from anonkit.deidentification.attack.world import World


def _run(world: World) -> AttackResult:
    columns = sorted(world.known_columns, key=lambda column: (column.name, column.told))
    names = sorted({column.name for column in columns})
    if len(names) < 2 or not world.knows_owners:
        return ATTACK.nothing("fewer than two known columns, or nobody said whose a record is")
    first = [column for column in columns if names.index(column.name) % 2 == 0]
    second = [column for column in columns if names.index(column.name) % 2 == 1]
    targets, own = world.targets, world.own_case[world.targets]
    others = world.draw("halves").permutation(len(targets))
    joined = np.zeros(len(targets), dtype=bool)
    by_chance = np.zeros(len(targets), dtype=bool)
    for part in chunks(targets):
        one = fitting_bits(first, targets[part], world.records.count)
        two = fitting_bits(second, targets[part], world.records.count)
        other = fitting_bits(second, targets[others[part]], world.records.count)
        few = world.records.people_in(one) < world.settings.k
        joined[part] = few & (world.records.people_in(two) < world.settings.k)
        joined[part] &= has_bit(one, own[part]) & has_bit(two, own[part])
        is_other = others[part] != np.arange(len(targets))[part]
        by_chance[part] = few & (world.records.people_in(other) < world.settings.k) & is_other
        by_chance[part] &= world.records.people_in(one & other) > 0
    control = int(by_chance.sum())
    low = score_interval(int(joined.sum()), len(targets))[0]
    return ATTACK.result(
        int(joined.sum()),
        len(targets),
        control=control / max(len(targets), 1),
        baseline=1 / max(world.records.count, 1),
        passed=low <= score_interval(control, len(targets))[1],
        line="not more often than for halves of two different people",
        figures={"columns": float(len(columns))},
        findings=world.findings(targets[joined], "two halves lead to the same record"),
    )


ATTACK = Attack(
    "A7",
    "linkability",
    "two data sets about the same people, with every other known column each",
    "share of people whose two halves both lead to fewer than k records, their own among them",
    _run,
)
