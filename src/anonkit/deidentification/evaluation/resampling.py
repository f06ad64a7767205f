"""How sure a share is: notes drawn again and again, and where the share then lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 1000
_SEED = 20_240_601


@dataclass(frozen=True, slots=True)
class Interval:
    """A share, and where it would lie in 95 of 100 samples of notes like these."""

    value: float
    low: float
    high: float

    def rounded(self) -> list[float]:
        """Value, low and high with four places."""
        return [round(part, 4) for part in (self.value, self.low, self.high)]


def intervals(counts: Sequence[Sequence[tuple[int, int]]]) -> list[Interval]:
    """For each measure its share over all notes; `counts` has (part, whole) by note and measure.

    Notes are drawn whole, since what is missed in one note is often missed twice. A measure of
    which there is nothing is 1.
    """
    if not counts or not counts[0]:
        return []
    table = np.asarray(counts, dtype=np.float64)
    parts, wholes = table[:, :, 0], table[:, :, 1]
    values = _shares(parts.sum(axis=0), wholes.sum(axis=0))
    if len(table) < 2:
        return [Interval(v, v, v) for v in map(float, np.nan_to_num(values, nan=1.0))]
    # A seed of its own: the same notes give the same interval.
    draw = np.random.default_rng(_SEED)
    drawn = np.empty((_RESAMPLES, table.shape[1]))
    for row in range(_RESAMPLES):
        weights = np.bincount(draw.integers(len(table), size=len(table)), minlength=len(table))
        drawn[row] = _shares(weights @ parts, weights @ wholes)
    return [_interval(float(v), drawn[:, place]) for place, v in enumerate(values)]


def _shares(parts: np.ndarray, wholes: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: np.ndarray = parts / wholes
    return shares


def _interval(value: float, drawn: np.ndarray) -> Interval:
    # A sample without any such mark says nothing about how they are found.
    told = np.sort(drawn[~np.isnan(drawn)])
    if np.isnan(value) or not len(told):
        return Interval(1.0, 1.0, 1.0)
    low, high = told[int(0.025 * len(told))], told[int(0.975 * len(told))]
    return Interval(value, float(low), float(high))
