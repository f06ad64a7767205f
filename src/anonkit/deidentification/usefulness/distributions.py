"""Distributions before and after, one column at a time and two together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
import pandas as pd

from anonkit.deidentification.disclosure.inputs import require_columns

MISSING = "not recorded"


@dataclass(frozen=True)
class MarginalChange:
    """How far one column's distribution moved; 0 is not at all, 1 is nothing in common."""

    column: str
    labels: int
    total_variation: float
    hellinger: float


@dataclass(frozen=True)
class PairChange:
    """How strongly two columns hang together before and after, by Cramér's V, and how far their joint moved."""

    columns: tuple[str, str]
    association_before: float
    association_after: float
    total_variation: float

    @property
    def difference(self) -> float:
        """After less before."""
        return self.association_after - self.association_before


def marginal_changes(
    before: pd.DataFrame, after: pd.DataFrame, columns: Sequence[str]
) -> tuple[MarginalChange, ...]:
    """For each column the distance of its distributions; a missing value is a label like any other.

    The labels of both must be of one coarseness: coarsen a copy of `before` first.
    """
    require_columns(before, list(columns))
    require_columns(after, list(columns))
    found = []
    for column in columns:
        shares = _shares([before[column]], [after[column]])
        found.append(
            MarginalChange(column, len(shares), _total_variation(shares), _hellinger(shares))
        )
    return tuple(found)


def pair_changes(
    before: pd.DataFrame, after: pd.DataFrame, columns: Sequence[str]
) -> tuple[PairChange, ...]:
    """The same for every two columns."""
    require_columns(before, list(columns))
    require_columns(after, list(columns))
    return tuple(
        PairChange(
            (one, other),
            cramers_v(before[one], before[other]),
            cramers_v(after[one], after[other]),
            _total_variation(_shares([before[one], before[other]], [after[one], after[other]])),
        )
        for one, other in combinations(columns, 2)
    )


def cramers_v(one: pd.Series, other: pd.Series) -> float:
    """How strongly two columns of words hang together, 0 to 1, corrected for chance (Bergsma 2013)."""
    table = pd.crosstab(one.fillna(MISSING), other.fillna(MISSING)).to_numpy(float)
    total = table.sum()
    rows, columns = table.shape if total else (0, 0)
    if min(rows, columns) < 2 or total < 2:
        return 0.0
    expected = np.outer(table.sum(1), table.sum(0)) / total
    square = float(((table - expected) ** 2 / expected).sum()) / total
    freedom = (rows - 1) * (columns - 1) / (total - 1)
    small = min(rows - (rows - 1) ** 2 / (total - 1), columns - (columns - 1) ** 2 / (total - 1))
    return min(1.0, sqrt(max(0.0, square - freedom) / (small - 1))) if small > 1 else 0.0


def _shares(before: Sequence[pd.Series], after: Sequence[pd.Series]) -> pd.DataFrame:
    """By label its share before and after."""
    parts = [
        pd.DataFrame(
            {n: column.fillna(MISSING).astype(str).to_numpy() for n, column in enumerate(side)}
        ).value_counts(normalize=True)
        for side in (before, after)
    ]
    return pd.concat(parts, axis=1, keys=["before", "after"]).fillna(0.0)


def _total_variation(shares: pd.DataFrame) -> float:
    return float((shares["before"] - shares["after"]).abs().sum() / 2)


def _hellinger(shares: pd.DataFrame) -> float:
    overlap = float(np.sqrt(shares["before"] * shares["after"]).sum())
    return sqrt(max(0.0, 1.0 - overlap))
