"""A5: somebody knows the true values, but one in ten of them wrongly, and takes the best match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.fitting import Bits, Codes, Flags, KnownColumn, chunks, has_bit
from anonkit.deidentification.attack.world import World

Floats = npt.NDArray[np.float64]

WRONG = 0.1
_MOST_COLUMNS = 8
_MOST_DISAGREEING = 2
_CONFIDENT = 1
"""Somebody who takes a match for sure has at most so many values that disagree."""


@dataclass(frozen=True)
class _Matches:
    claimed: Flags
    right: Flags
    wrong_without: Flags


def _run(world: World) -> AttackResult:
    columns = sorted(world.known_columns, key=lambda column: float(column.share_fitting.mean()))
    columns = columns[:_MOST_COLUMNS]
    if len(columns) < 2 or not world.knows_owners:
        return ATTACK.nothing("fewer than two known columns, or nobody said whose a record is")
    known = _with_errors(columns, world)
    found = _matches(columns, known, world)
    right = int(found.right.sum())
    claimed = int(found.claimed.sum())
    result_line = f"at most {world.settings.maximum_found:.0%} found"
    return ATTACK.result(
        right,
        len(world.targets),
        control=float(found.wrong_without.mean()),
        baseline=1 / max(world.records.count, 1),
        passed=right / len(world.targets) <= world.settings.maximum_found,
        line=result_line,
        figures={
            "precision": right / claimed if claimed else 0.0,
            "recall": right / len(world.targets),
            "claimed": claimed / len(world.targets),
        },
        findings=world.findings(world.targets[found.right], "found with one in ten values wrong"),
    )


def _with_errors(columns: Sequence[KnownColumn], world: World) -> list[Codes]:
    """For each column what is taken to be each target's value."""
    draw = world.draw("errors")
    known = []
    for column in columns:
        values = column.value_of_person[world.targets].copy()
        wrong = draw.random(len(values)) < WRONG
        others = draw.integers(0, len(column.value_of_person), int(wrong.sum()))
        values[wrong] = column.value_of_person[others]
        known.append(values)
    return known


def _matches(columns: Sequence[KnownColumn], known: Sequence[Codes], world: World) -> _Matches:
    own = world.own_case[world.targets]
    parts = [
        _matched(
            [c.bits[v[part]] for c, v in zip(columns, known, strict=True)],
            [c.share_fitting[v[part]] for c, v in zip(columns, known, strict=True)],
            own[part],
            world,
        )
        for part in chunks(world.targets)
    ]
    return _Matches(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in _Matches.__annotations__
        )
    )


def _matched(bits: Sequence[Bits], shares: Sequence[Floats], own: Codes, world: World) -> _Matches:
    """Best match by the weights of Fellegi and Sunter (1969), for a turn of targets."""
    rows = np.arange(len(own))
    scores, people, mine, misses = [], [], [], []
    for count in range(_MOST_DISAGREEING + 1):
        for off in combinations(range(len(bits)), count):
            agreeing = [bits[place] for place in range(len(bits)) if place not in off]
            if not agreeing:
                continue
            both = np.bitwise_and.reduce(agreeing)
            people.append(world.records.people_in(both))
            mine.append(has_bit(both, own))
            scores.append(_score(shares, off))
            misses.append(count)
    score, counts, holds = np.array(scores), np.array(people), np.array(mine)
    best = np.where(counts > 0, score, -np.inf).argmax(axis=0)
    sure = np.array(misses)[best] <= _CONFIDENT
    claimed = (counts[best, rows] == 1) & sure
    without = counts - holds
    best_without = np.where(without > 0, score, -np.inf).argmax(axis=0)
    sure_without = np.array(misses)[best_without] <= _CONFIDENT
    return _Matches(
        claimed,
        claimed & holds[best, rows],
        (without[best_without, rows] == 1) & sure_without,
    )


def _score(shares: Sequence[Floats], off: tuple[int, ...]) -> Floats:
    by_chance = [np.clip(share, 1e-6, 1 - 1e-6) for share in shares]
    parts = [
        np.log2(WRONG / (1 - chance)) if place in off else np.log2((1 - WRONG) / chance)
        for place, chance in enumerate(by_chance)
    ]
    return np.asarray(sum(parts))


ATTACK = Attack(
    "A5",
    "noisy linkage",
    "the true values, each wrong with a chance of one in ten",
    "share of people whose best match is alone, sure and right",
    _run,
)
