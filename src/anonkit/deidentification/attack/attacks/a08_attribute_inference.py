"""A8: somebody knows the true values and guesses what nobody may learn, with and without the target's record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.fitting import (
    Codes,
    Flags,
    chunks,
    codes_of,
    fitting_bits,
    has_bit,
    pack,
)
from anonkit.deidentification.attack.labels import as_number
from anonkit.deidentification.attack.world import World

Floats = npt.NDArray[np.float64]

_MOST_VALUES = 24
_PULLS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1000.0)
"""How many people's worth of everybody's shares is laid on the scales; the best for strangers is taken."""


@dataclass(frozen=True)
class _Guesses:
    column: str
    right_with: Flags
    right_without: Flags
    precision: float
    recall: float

    @property
    def gain(self) -> float:
        return float(self.right_with.mean() - self.right_without.mean())


def _run(world: World) -> AttackResult:
    if not world.sensitive_told or not world.known_columns or not world.knows_owners:
        return ATTACK.nothing(
            "the release tells nothing sensitive, or nothing an outsider may know"
        )
    guesses = [_guesses(world, pair.told) for pair in world.sensitive_told]
    worst = max(guesses, key=lambda each: each.gain)
    most = world.settings.maximum_gain
    learnt = worst.right_with & ~worst.right_without
    return ATTACK.result(
        int(worst.right_with.sum()),
        len(world.targets),
        control=float(worst.right_without.mean()),
        baseline=_commonest(world, worst.column),
        passed=worst.gain <= most + 1e-9,
        line=f"at most {most:.0%} more right guesses than by a model that has not seen the target",
        figures={"gain": worst.gain, "precision": worst.precision, "recall": worst.recall},
        findings=world.findings(
            world.targets[learnt], "guessed only with the own record", worst.column
        ),
    )


def _told_values(world: World, name: str) -> tuple[Codes, list[str | None]]:
    """The column's values as numbers; sums in eight stretches of equally many, rare words as one."""
    column = world.release.cases[name]
    numbers = column.map(lambda text: as_number(text) if isinstance(text, str) else None)
    if column.nunique() > _MOST_VALUES and numbers.notna().sum() > 0.9 * column.notna().sum():
        edges = np.unique(np.quantile(numbers.dropna().astype(float), np.linspace(0, 1, 9)[1:-1]))
        codes = np.searchsorted(edges, numbers.astype(float).fillna(-np.inf), side="right")
        return codes.astype(np.int64), [str(place) for place in range(len(edges) + 1)]
    codes, words = codes_of(column)
    common = np.argsort(-np.bincount(codes), kind="stable")[: _MOST_VALUES - 1]
    if len(words) <= _MOST_VALUES:
        return codes, words
    place = np.full(len(words), len(common))
    place[common] = np.arange(len(common))
    return place[codes], [*(words[code] for code in common), "other"]


def _guesses(world: World, name: str) -> _Guesses:
    codes, words = _told_values(world, name)
    counts, holds = _votes(world, codes, len(words))
    own = codes[world.own_case[world.targets]]
    rows = np.arange(len(own))
    without = counts.copy()
    without[rows[holds], own[holds]] -= 1
    shares = np.bincount(codes, minlength=len(words)) / len(codes)
    pull = max(_PULLS, key=lambda weight: _likelihood(without, own, shares, weight))
    said = _said(counts, shares, pull)
    harmful = np.array([(word or "").casefold() not in world.settings.harmless for word in words])
    named, has = harmful[said], harmful[own]
    right = said == own
    return _Guesses(
        name,
        right,
        _said(without, shares, pull) == own,
        float(right[named].mean()) if named.any() else 0.0,
        float(right[has].mean()) if has.any() else 0.0,
    )


def _votes(world: World, codes: Codes, values: int) -> tuple[Codes, Flags]:
    """For each target and value the records that fit the target and tell that value."""
    bits_of = [pack(codes == value) for value in range(values)]
    counts = np.zeros((len(world.targets), values), dtype=np.int64)
    holds = np.zeros(len(world.targets), dtype=bool)
    own = world.own_case[world.targets]
    for part in chunks(world.targets):
        bits = fitting_bits(world.known_columns, world.targets[part], world.records.count)
        holds[part] = has_bit(bits, own[part])
        for value, of_value in enumerate(bits_of):
            counts[part, value] = np.bitwise_count(bits & of_value).sum(axis=1)
    return counts, holds


def _likelihood(counts: Codes, own: Codes, shares: Floats, pull: float) -> float:
    """How well strangers' records tell the own value; nobody's record speaks of its own person."""
    rows = np.arange(len(own))
    chance = (counts[rows, own] + pull * shares[own]) / (counts.sum(axis=1) + pull)
    return float(np.log(np.maximum(chance, 1e-12)).sum())


def _said(counts: Codes, shares: Floats, pull: float) -> Codes:
    """What all records that fit agree on is read off; else the likelier of theirs and everybody's."""
    agreed = (counts > 0).sum(axis=1) == 1
    weighed: Codes = (counts + pull * shares).argmax(axis=1)
    return np.where(agreed, counts.argmax(axis=1), weighed)


def _commonest(world: World, name: str) -> float:
    codes, _ = _told_values(world, name)
    return float(np.bincount(codes).max() / len(codes))


ATTACK = Attack(
    "A8",
    "attribute inference",
    "the true values of what outsiders may know",
    "share of people whose sensitive value is guessed; the control's model leaves each target out",
    _run,
)
