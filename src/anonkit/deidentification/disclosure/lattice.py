"""All combinations of levels of the quasi-identifiers, and what each would cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.equivalence import Codes, column_codes, combined
from anonkit.deidentification.hierarchies import Hierarchy
from anonkit.errors import SettingsError

Node = tuple[int, ...]
"""A level for each quasi-identifier, in the order of their names."""

_LARGEST = 500_000


class Lattice:
    """The quasi-identifiers of a frame at every level, coded once; a node's keys are one sum away."""

    def __init__(
        self, frame: pd.DataFrame, hierarchies: Mapping[str, Hierarchy], finest: Mapping[str, int]
    ) -> None:
        self.names = tuple(sorted(hierarchies))
        self._hierarchies = [hierarchies[name] for name in self.names]
        self._rows = len(frame)
        self._levels = [range(finest.get(name, 0), hierarchies[name].levels) for name in self.names]
        self.size = prod(len(levels) for levels in self._levels)
        if self.size > _LARGEST:
            raise SettingsError(
                f"the policy's quasi-identifiers make {self.size} combinations of levels, more than "
                f"{_LARGEST}; give some a coarser finest level or a shorter hierarchy."
            )
        self._codes = [
            {level: column_codes(h.generalise(frame[name], level)) for level in levels}
            for name, h, levels in zip(self.names, self._hierarchies, self._levels, strict=True)
        ]
        self._widths = [
            {level: int(codes.max()) + 1 if len(codes) else 1 for level, codes in by_level.items()}
            for by_level in self._codes
        ]
        self._losses = [
            _losses(frame[name], codes, h.levels - 1)
            for name, codes, h in zip(self.names, self._codes, self._hierarchies, strict=True)
        ]

    def keys(self, node: Node) -> Codes:
        """A number for each row, equal for rows that are alike at these levels."""
        columns = (codes[level] for codes, level in zip(self._codes, node, strict=True))
        widths = (by_level[level] for by_level, level in zip(self._widths, node, strict=True))
        return combined(columns, self._rows, widths)

    def row_losses(self, node: Node) -> npt.NDArray[np.float64]:
        """What coarsening costs each row, from 0 to 1."""
        if not node:
            return np.zeros(self._rows)
        parts = [losses[level] for losses, level in zip(self._losses, node, strict=True)]
        return np.asarray(np.mean(parts, axis=0), dtype=np.float64)

    @cached_property
    def _mean_losses(self) -> list[dict[int, float]]:
        return [
            {
                level: float(losses.mean()) if self._rows else 0.0
                for level, losses in by_level.items()
            }
            for by_level in self._losses
        ]

    def loss(self, node: Node) -> float:
        """What coarsening costs on average; leaving people out can only add to it."""
        means = [m[level] for m, level in zip(self._mean_losses, node, strict=True)]
        # A hair less than the sum, so that rounding never hides an equal.
        return sum(means) / len(means) - 1e-12 if means else 0.0

    def nodes_by_loss(self) -> Iterator[Node]:
        """Every node, the cheapest first; equals in the order of their levels."""
        yield from sorted(product(*self._levels), key=lambda node: (self.loss(node), node))

    def levels_of(self, node: Node) -> dict[str, int]:
        """The node as levels by name."""
        return dict(zip(self.names, node, strict=True))

    def words_of(self, node: Node) -> dict[str, str]:
        """The node in words, by name."""
        return {
            name: f"{name}: {hierarchy.describe(level)}"
            for name, hierarchy, level in zip(self.names, self._hierarchies, node, strict=True)
        }


def _losses(
    column: pd.Series, codes_by_level: Mapping[int, Codes], last: int
) -> dict[int, npt.NDArray[np.float64]]:
    """For each level and row: the share of the column's other values that can no longer be told apart.

    The last level, which says nothing, costs everything, even where the column has one value only.
    """
    raw = column_codes(column)
    values, first = np.unique(raw, return_index=True)
    losses: dict[int, npt.NDArray[np.float64]] = {}
    for level, codes in codes_by_level.items():
        if level == last:
            losses[level] = np.ones(len(raw))
            continue
        merged = np.bincount(codes[first], minlength=int(codes.max()) + 1 if len(codes) else 1)
        losses[level] = (merged[codes] - 1) / max(len(values) - 1, 1)
    return losses
