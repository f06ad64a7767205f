"""The cells of one or more tables as one system: what each holds, and which of them add up to which.

A line says that cells add up: the children of a margin, with sign 1, and the margin, with sign -1, make
nothing. Everybody who holds the tables knows the lines, so whatever follows from them is published too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

ENDLESS = np.int64(1) << 40
"""As far as anybody looks: more than any count or any sum of money in pence."""


@dataclass(frozen=True)
class CellSystem:
    """Cells with their true values, and the lines in which they add up."""

    value: Integers = field(repr=False)
    """The true value of each cell: rows, or money in the smallest coin."""
    lowest: Integers = field(repr=False)
    """What everybody knows a cell to be at least, whatever is left out."""
    may_leave_out: Booleans = field(repr=False)
    """Cells that are published unless they are left out; the others never are."""
    is_open: Booleans = field(repr=False)
    """Cells that nobody publishes: differences, and cells of an earlier release that were left out."""
    need: Integers = field(repr=False)
    """How wide the interval of a cell must stay where it is left out."""
    cost: Floats = field(repr=False)
    """What it costs to leave a cell out."""
    lines: sparse.csr_array = field(repr=False)
    """A row a line, a column a cell."""
    highest: Integers | None = field(default=None, repr=False)
    """What everybody knows a cell to be at most; nothing where it is ``None``."""
    is_whole: bool = True
    """Whether values are whole numbers that everybody knows to be whole."""

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.value)

    @property
    def top(self) -> Integers:
        """What everybody knows each cell to be at most."""
        return np.full(self.size, ENDLESS) if self.highest is None else self.highest


@dataclass(frozen=True)
class Known:
    """What everybody knows of each cell before adding anything up."""

    low: Integers = field(repr=False)
    high: Integers = field(repr=False)

    @property
    def is_fixed(self) -> Booleans:
        """Cells that are known to the last unit."""
        fixed: Booleans = self.low == self.high
        return fixed


def known_of(system: CellSystem, left_out: Booleans, base: int = 1) -> Known:
    """The interval of each cell: as published, rounded to `base`, or only what the rule tells."""
    low, high = rounded_interval(system.value, base)
    low = np.maximum(low, np.minimum(system.lowest, system.value))
    high = np.minimum(high, system.top)
    is_zero = (system.value == 0) & ~system.is_open
    low, high = np.where(is_zero, 0, low), np.where(is_zero, 0, high)
    is_out = left_out | system.is_open
    return Known(np.where(is_out, system.lowest, low), np.where(is_out, system.top, high))


def rounded(values: Integers, base: int) -> Integers:
    """To the nearest multiple, a half upwards; each value by itself."""
    return (values + base // 2) // base * base


def rounded_interval(values: Integers, base: int) -> tuple[Integers, Integers]:
    """What a rounded value can have been, from and to."""
    told = rounded(values, base)
    return told - base // 2, told + (base - 1) // 2
