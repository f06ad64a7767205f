"""A6: somebody who holds only the release writes descriptions that should fit one person."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.attack.base import Attack, AttackResult, score_interval
from anonkit.deidentification.attack.fitting import Bits, Codes, KnownColumn, chunks, has_bit, pack
from anonkit.deidentification.attack.world import World

_MOST_WORDS = 4


def _run(world: World) -> AttackResult:
    columns = world.known_columns
    if not columns:
        return ATTACK.nothing("the release tells no column that an outsider may know")
    count = world.records.count
    draw = world.draw("predicates")
    used = _chosen_columns(draw, len(columns), count)
    cases = np.arange(count)
    labels = [column.label_of_case for column in columns]
    alone, right = _isolated(world, labels, used, cases)
    shuffled = [label[draw.permutation(count)] for label in labels]
    by_chance, _ = _isolated(world, shuffled, used, cases)
    hits = right if world.knows_owners else alone
    control = float(by_chance.mean())
    low = score_interval(int(hits.sum()), count)[0]
    high_of_control = score_interval(int(by_chance.sum()), count)[1]
    return ATTACK.result(
        int(hits.sum()),
        count,
        control=control,
        baseline=_weight_alone(world, labels, used),
        passed=low <= high_of_control,
        line="not more often than descriptions put together by chance",
        figures={"alone": float(alone.mean())},
        findings=world.findings(
            [int(person) for person in np.unique(world.owners[hits & (world.owners >= 0)])],
            "a description from the release fits nobody else",
        ),
    )


def _chosen_columns(draw: np.random.Generator, columns: int, count: int) -> npt.NDArray[np.bool_]:
    """For each case the one to four columns its description speaks of."""
    sizes = draw.integers(1, min(_MOST_WORDS, columns) + 1, count)
    order = draw.random((count, columns)).argsort(axis=1).argsort(axis=1)
    used: npt.NDArray[np.bool_] = order < sizes[:, None]
    return used


def _isolated(
    world: World, labels: list[Codes], used: npt.NDArray[np.bool_], cases: Codes
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether each description fits one person in the clinic alone, and whether that is its own."""
    bits = [_people_by_label(column) for column in world.known_columns]
    everybody = pack(np.ones(len(world.people), dtype=bool))
    alone = np.zeros(len(cases), dtype=bool)
    right = np.zeros(len(cases), dtype=bool)
    for part in chunks(cases):
        fits = np.tile(everybody, (len(cases[part]), 1))
        for place, label in enumerate(labels):
            fits &= np.where(used[part, place, None], bits[place][label[part]], everybody)
        alone[part] = np.bitwise_count(fits).sum(axis=1) == 1
        right[part] = alone[part] & has_bit(fits, world.owners[part])
    return alone, right


def _people_by_label(column: KnownColumn) -> Bits:
    return np.vstack([pack(row[column.value_of_person]) for row in column.matrix])


def _weight_alone(world: World, labels: list[Codes], used: npt.NDArray[np.bool_]) -> float:
    """How often descriptions of these weights fit exactly one of so many people, were values independent."""
    weight = np.ones(len(used))
    for place, (column, label) in enumerate(zip(world.known_columns, labels, strict=True)):
        shares = column.matrix[:, column.value_of_person].mean(axis=1)
        weight *= np.where(used[:, place], shares[label], 1.0)
    people = len(world.people)
    return float(
        (people * weight * (1 - np.minimum(weight, 1 - 1e-12)) ** (people - 1)).clip(0, 1).mean()
    )


ATTACK = Attack(
    "A6",
    "singling out",
    "nothing but the release",
    "share of descriptions by one to four told values that fit exactly one person, their own",
    _run,
)
