"""What a single line gives away of its cells, before any lines are taken together."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from anonkit.deidentification.tabulation.system import (
    ENDLESS,
    Booleans,
    CellSystem,
    Integers,
    Known,
)


@dataclass(frozen=True)
class LineView:
    """The entries of all lines, one after another, with the sums a line needs."""

    lines: sparse.csr_array = field(repr=False)
    entry_line: Integers = field(repr=False)
    entry_cell: Integers = field(repr=False)
    is_margin: Booleans = field(repr=False)
    """Entries with sign -1."""

    @classmethod
    def of(cls, system: CellSystem) -> LineView:
        """The view of a system's lines."""
        lines = system.lines
        counts = np.diff(lines.indptr)
        return cls(
            lines,
            np.repeat(np.arange(lines.shape[0], dtype=np.int64), counts),
            lines.indices.astype(np.int64),
            lines.data < 0,
        )

    def missing(self, system: CellSystem, known: Known, need: Integers) -> Integers:
        """By line: how much more its most closed-in cell needs than the line alone leaves it."""
        cell, line = self.entry_cell, self.entry_line
        down = np.minimum(system.value - known.low, ENDLESS)[cell]
        up = np.minimum(known.high - system.value, ENDLESS)[cell]
        # What moves the line's sum down and up: children as they are, the margin the other way round.
        falls = np.where(self.is_margin, up, down)
        rises = np.where(self.is_margin, down, up)
        count = self.lines.shape[0]
        all_falls = np.bincount(line, falls, count)[line] - falls
        all_rises = np.bincount(line, rises, count)[line] - rises
        reach = np.minimum(rises, all_falls) + np.minimum(falls, all_rises)
        short = np.maximum(need[cell] - reach, 0).astype(np.int64)
        worst = np.zeros(count, dtype=np.int64)
        np.maximum.at(worst, line, short)
        return worst
