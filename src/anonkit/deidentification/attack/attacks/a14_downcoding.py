"""A14: somebody knows that the labels are as fine as they could be, and concludes what they stand for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.fitting import KnownColumn, codes_of
from anonkit.deidentification.attack.labels import as_number, region_of
from anonkit.deidentification.attack.world import World

Floats = npt.NDArray[np.float64]


def _run(world: World) -> AttackResult:
    if not world.known_columns or not world.knows_owners:
        return ATTACK.nothing("the release tells no column that an outsider may know")
    guessed = np.zeros(world.records.count)
    by_chance = np.zeros(world.records.count)
    follows = np.zeros(world.records.count, dtype=bool)
    for column in world.known_columns:
        with_rule, without, sure = _guesses(world, column)
        guessed = np.maximum(guessed, with_rule)
        by_chance = np.maximum(by_chance, without)
        follows |= sure
    tried = int((world.owners >= 0).sum())
    return ATTACK.result(
        round(float(guessed.sum())),
        tried,
        control=float(by_chance.sum() / tried),
        passed=True,
        line="reported, not judged",
        figures={"follows_for_sure": float(follows.sum() / tried)},
        findings=world.findings(
            [int(p) for p in np.unique(world.owners[follows & (world.owners >= 0)])],
            "only one value in the clinic fits a coarser label",
        ),
    )


def _guesses(world: World, column: KnownColumn) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """For each case the chance to name the true value behind a coarser label.

    Bands that were fitted end at values somebody has: naming an end is right more often than chance.
    """
    _, labels = codes_of(world.release.cases[column.told])
    _, values = codes_of(world.people[column.name])
    numbers = np.array([_or_nan(as_number(value)) for value in values])
    sure = world.owners >= 0
    own = np.where(sure, column.value_of_person[np.maximum(world.owners, 0)], -1)
    told = np.bincount(column.value_of_person, minlength=len(values))
    with_rule, without = np.zeros(len(own)), np.zeros(len(own))
    follows = np.zeros(len(own), dtype=bool)
    for code, label in enumerate(labels):
        rows = np.flatnonzero((column.label_of_case == code) & sure)
        region = region_of(label)
        if not len(rows) or region.is_anything or label in values:
            continue
        fitting = column.matrix[code] & (told > 0)
        if fitting.sum() == 1:
            follows[rows], with_rule[rows], without[rows] = True, 1.0, 1.0
            continue
        without[rows] = 1 / fitting.sum()
        ends = {
            float(end) for end in (region.low, region.high) if end is not None and np.isfinite(end)
        }
        at_end = [np.mean(numbers[own[rows]] == end) for end in ends]
        with_rule[rows] = max([1 / fitting.sum(), *at_end])
    return with_rule, without, follows


def _or_nan(number: float | None) -> float:
    return np.nan if number is None else number


ATTACK = Attack(
    "A14",
    "downcoding",
    "how the release was made: that every label is as fine as k allowed",
    "mean chance to name a true value behind a coarser label; the control guesses among all that fit",
    _run,
    is_scored=False,
)
