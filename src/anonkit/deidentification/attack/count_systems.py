"""Tables of counts as bounds on unknown cells, and what follows from adding up: exact, by linear programmes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from math import gcd, inf

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_array

from anonkit.deidentification.attack.labels import as_number
from anonkit.deidentification.attack.release_view import count_column

Floats = npt.NDArray[np.float64]

TOTALS = frozenset(
    ("total", "totals", "all", "any", "overall", "sum", "*", "everybody", "everyone", "")
)
_FEWER = re.compile(r"(?i)\s*(?:<|fewer than|less than|under)\s*(\d+)\s*")
_UP_TO = re.compile(r"(?i)\s*(?:<=|≤|up to|at most)\s*(\d+)\s*")
_BETWEEN = re.compile(r"\s*(\d+)\s*(?:-|–|to)\s*(\d+)\s*")
_BASES = (10, 5, 3)
_ROUNDS = 12
_TINY = 1e-6

Cell = tuple[str, ...]


@dataclass(frozen=True)
class OpenCell:
    """A cell that was not told, and what follows for it."""

    place: str
    told_low: float
    told_high: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return self.high - self.low


@dataclass
class _System:
    """Cells by number, with the bounds that are told and the sums that must hold."""

    number: dict[tuple[str, Cell], int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    place: list[str] = field(default_factory=list)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)

    def add(self, key: tuple[str, Cell], low: float, high: float, place: str) -> None:
        self.number[key] = len(self.low)
        self.low.append(low)
        self.high.append(high)
        self.place.append(place)


def open_cells(tables: Mapping[str, pd.DataFrame], narrowest: float = 1.0) -> tuple[OpenCell, ...]:
    """For every cell left out of these tables how far it can be closed in from all the others.

    A table has one column of counts and columns of words; a word such as *total* stands for all. Tables
    that share columns are taken together, so an earlier table may stand beside a later one. Cells that
    can be shown to be at least `narrowest` wide are not computed to the end.
    """
    system = _system_of(tables)
    wanted = [n for n in range(len(system.low)) if system.high[n] - system.low[n] > 0]
    if not wanted:
        return ()
    low, high = _Solver(system).ranges(wanted, narrowest)
    return tuple(
        OpenCell(system.place[n], system.low[n], system.high[n], float(low[i]), float(high[i]))
        for i, n in enumerate(wanted)
    )


def bounds_of(text: object, base: int = 1) -> tuple[float, float]:
    """What a told count says: a number, fewer than something, a stretch, or nothing."""
    plain = str(text).strip().replace(",", "") if isinstance(text, str | int | float) else ""
    number = as_number(plain)
    if number is not None:
        return (number, number) if base == 1 else (max(0.0, number - base + 1), number + base - 1)
    if found := _FEWER.fullmatch(plain):
        return 0.0, float(found[1]) - 1
    if found := _UP_TO.fullmatch(plain):
        return 0.0, float(found[1])
    if found := _BETWEEN.fullmatch(plain):
        return float(found[1]), float(found[2])
    return 0.0, inf


def _system_of(tables: Mapping[str, pd.DataFrame]) -> _System:
    system = _System()
    shapes: dict[str, tuple[tuple[str, ...], list[Cell]]] = {}
    for path, frame in tables.items():
        counts = count_column(frame)
        if counts is None:
            continue
        words = tuple(
            sorted(str(n) for n in frame.columns if n != counts and not _is_figures(frame[n]))
        )
        base = _rounding_base(frame[counts])
        cells: list[Cell] = []
        for row, record in enumerate(frame[[*words, counts]].itertuples(index=False), 1):
            cell = tuple(_word(each) for each in record[:-1])
            if (path, cell) not in system.number:
                system.add((path, cell), *bounds_of(record[-1], base), f"{path}: row {row}")
                cells.append(cell)
        shapes[path] = (words, cells)
        _add_margins(system, path, cells)
    for one, other in combinations(sorted(shapes), 2):
        _join(system, one, shapes[one], other, shapes[other])
    return system


def _is_figures(column: pd.Series) -> bool:
    """Rates beside the counts are no words."""
    told = column.dropna().astype(str)
    return len(told) > 0 and bool(told.str.fullmatch(r"\d*\.\d+%?|\d+%").mean() > 0.8)


def _word(value: object) -> str:
    text = str(value).strip().casefold() if isinstance(value, str | int | float) else ""
    return "" if text in TOTALS or text == "nan" else text


def _rounding_base(column: pd.Series) -> int:
    numbers = [int(n) for text in column.dropna() if (n := as_number(str(text))) is not None and n]
    common = reduce(gcd, numbers, 0)
    return next((base for base in _BASES if len(numbers) > 5 and common % base == 0 and common), 1)


def _add_margins(system: _System, path: str, cells: list[Cell]) -> None:
    """A cell that stands for all is the sum of the cells that name each."""
    by_rest: dict[tuple[int, Cell], list[int]] = {}
    for cell in cells:
        for place, word in enumerate(cell):
            if word:
                rest = (*cell[:place], "", *cell[place + 1 :])
                by_rest.setdefault((place, rest), []).append(system.number[path, cell])
    for (_, rest), parts in by_rest.items():
        if (path, rest) in system.number:
            system.sums.append((system.number[path, rest], parts))


def _join(
    system: _System,
    one: str,
    shape: tuple[tuple[str, ...], list[Cell]],
    other: str,
    other_shape: tuple[tuple[str, ...], list[Cell]],
) -> None:
    """Cells of two tables that say the same of the same people are equal."""
    names = tuple(sorted({*shape[0], *other_shape[0]}))

    def spread(words: tuple[str, ...], cell: Cell) -> Cell:
        said = dict(zip(words, cell, strict=True))
        return tuple(said.get(name, "") for name in names)

    known = {spread(shape[0], cell): system.number[one, cell] for cell in shape[1]}
    for cell in other_shape[1]:
        same = known.get(spread(other_shape[0], cell))
        if same is not None:
            system.sums.append((same, [system.number[other, cell]]))


class _Solver:
    """Least and greatest values of cells under all sums; rounded tables that contradict themselves bind nothing."""

    def __init__(self, system: _System) -> None:
        self._bounds = np.column_stack([system.low, system.high])
        rows, columns, signs = [], [], []
        for row, (whole, parts) in enumerate(system.sums):
            rows += [row] * (len(parts) + 1)
            columns += [whole, *parts]
            signs += [-1.0] + [1.0] * len(parts)
        shape = (len(system.sums), len(system.low))
        self._sums = csr_array((signs, (rows, columns)), shape=shape) if rows else None

    def ranges(self, wanted: list[int], narrowest: float) -> tuple[Floats, Floats]:
        low = np.full(len(wanted), np.inf)
        high = np.full(len(wanted), -np.inf)
        draw = np.random.default_rng(len(wanted))
        cost = np.zeros(len(self._bounds))
        # Any two tables that agree with what is told prove a width; chance finds most of them.
        for _ in range(_ROUNDS):
            narrow = np.flatnonzero(~(high - low >= narrowest))
            if not len(narrow):
                break
            cost[:] = 0
            cost[np.array(wanted)[narrow]] = draw.choice([-1.0, 1.0], len(narrow))
            self._widen(cost, wanted, low, high)
        for place in np.flatnonzero(~(high - low >= narrowest)):
            for sign in (1.0, -1.0):
                cost[:] = 0
                cost[wanted[place]] = sign
                self._widen(cost, wanted, low, high)
        unknown = ~np.isfinite(low) | ~np.isfinite(high)
        told = self._bounds[wanted]
        return np.where(unknown, told[:, 0], low), np.where(unknown, told[:, 1], high)

    def _widen(self, cost: Floats, wanted: list[int], low: Floats, high: Floats) -> None:
        found = self._solved(cost)
        if found is not None:
            np.minimum(low, found[wanted] + _TINY, out=low)
            np.maximum(high, found[wanted] - _TINY, out=high)

    def _solved(self, cost: Floats) -> Floats | None:
        # Nobody counts more than everybody; without a top a sum without a whole would have no end.
        told = self._bounds[np.isfinite(self._bounds)]
        top = float(told.max()) + 100.0
        bounds = np.column_stack([self._bounds[:, 0], np.minimum(self._bounds[:, 1], top)])
        equal = None if self._sums is None else np.zeros(self._sums.shape[0])
        found = linprog(cost, A_eq=self._sums, b_eq=equal, bounds=bounds, method="highs")
        return np.asarray(found.x) if found.status == 0 else None
