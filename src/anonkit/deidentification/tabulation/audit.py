"""The audit: for every cell that must stay open, how far anybody can close it in by adding up.

It looks for other tables that agree with everything published. Two such tables that differ in a cell
prove how wide the cell's interval at least is; where none are found that differ enough, the exact interval
is computed. Counts are whole numbers to everybody, so the tables it finds are of whole numbers as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from anonkit.deidentification.tabulation.system import (
    Booleans,
    CellSystem,
    Floats,
    Integers,
    Known,
    known_of,
)
from anonkit.errors import IntegrityError

_ROUNDS = 40
"""Most tables asked for with all wanting cells at once."""
_IN_VAIN = 4
"""So many of them without news, and the cells still wanting are asked for otherwise."""
_ASKED_SINGLY = 8
_WHOLE = 1e-6
_FEW = 6
"""Fewer than one in so many cells asked for, and a move is sought that takes few others along."""
_TOLL = 0.005


@dataclass(frozen=True)
class Audit:
    """What was proved of the cells that must stay open."""

    low: Integers = field(repr=False)
    """By cell: the least value that a table found to agree with everything has there."""
    high: Integers = field(repr=False)
    need: Integers = field(repr=False)
    """The width asked for; nothing for cells that may be known."""
    tables_found: int

    @property
    def width(self) -> Integers:
        """How wide each cell's interval is at least; of a thorough audit exactly, where less than its need."""
        return self.high - self.low

    @property
    def checked(self) -> int:
        """How many cells had to stay open."""
        return int((self.need > 0).sum())

    @property
    def too_narrow(self) -> Booleans:
        """Cells that can be closed in further than they may be."""
        narrow: Booleans = self.width < self.need
        return narrow

    @property
    def passed(self) -> bool:
        """Whether every cell stays as open as it must."""
        return not bool(self.too_narrow.any())

    @property
    def determined(self) -> int:
        """How many cells that must stay open follow exactly from what is published."""
        return int(((self.need > 0) & (self.width == 0)).sum())

    @property
    def narrowest(self) -> int | None:
        """The narrowest proved interval, in units; ``None`` where nothing had to stay open."""
        return int(self.width[self.need > 0].min()) if self.checked else None


class Auditor:
    """Audits of one system, whatever is left out of it; tables once found are used again."""

    def __init__(self, system: CellSystem, base: int = 1) -> None:
        self._system = system
        self._base = base
        self._tables: list[Integers] = []
        """Tables that keep all lines, in whole numbers: each proves something."""
        self._draw = np.random.default_rng(0)

    def glance(self, left_out: Booleans, need: Integers) -> Audit:
        """A quick audit that takes parts of units for possible too: what it finds narrow mostly is."""
        run = _Run(self._attack(left_out), need, self._tables)
        self._ask(run, proving=False, patience=_IN_VAIN - 1)
        return run.result()

    def audit(self, left_out: Booleans, need: Integers) -> Audit:
        """The intervals of all cells with a `need`, proved by tables of whole numbers."""
        run = _Run(self._attack(left_out), need, self._tables)
        self._ask(run, proving=True)
        if self._system.is_whole and run.wanting.sum() > _ASKED_SINGLY:
            self._ask(run, proving=True, whole=True)
        self._ask_one_by_one(run)
        return run.result()

    def _attack(self, left_out: Booleans) -> Attack:
        known = known_of(self._system, left_out, self._base)
        attack = Attack(self._system, known, self._draw)
        self._tables = [table for table in self._tables if attack.allows(table)]
        return attack

    def _ask(
        self, run: _Run, *, proving: bool, whole: bool = False, patience: int = _IN_VAIN
    ) -> None:
        """Asks for all wanting cells at once until none wants, or nothing new comes."""
        in_vain = 0
        for number in range(_ROUNDS):
            wanting = run.wanting
            if not wanting.any() or in_vain == patience:
                return
            found = run.attack.extreme(self._direction(number, wanting), run.need, whole=whole)
            if found.is_whole or not self._system.is_whole:
                self._tables.append(found.table)
            if found.is_whole or not proving:
                run.add(found.table)
            is_news = run.wanting.sum() < wanting.sum()
            # The first two only ask for what can move one way all together.
            in_vain = 0 if is_news or number < 2 else in_vain + 1

    def _ask_one_by_one(self, run: _Run) -> None:
        """The exact interval of each cell that still wants."""
        for cell in np.flatnonzero(run.wanting):
            for sign in (1.0, -1.0):
                if run.wanting[cell]:
                    direction = np.zeros(self._system.size)
                    direction[cell] = sign
                    found = run.attack.extreme(direction, run.need, sparing=False)
                    if self._system.is_whole and not found.is_whole:
                        found = run.attack.extreme(direction, run.need, whole=True)
                    self._tables.append(found.table)
                    run.add(found.table)

    def _direction(self, number: int, wanting: Booleans) -> Floats:
        """First every wanting cell up, then every one down, then any signs; the same on every run."""
        signs = self._draw.choice([-1.0, 1.0], len(wanting))
        if number < 2:
            signs = np.full(len(wanting), 1.0 - 2.0 * number)
        return np.where(wanting, signs, 0.0)


class _Run:
    """The intervals as far as one audit has come."""

    def __init__(self, attack: Attack, need: Integers, tables: list[Integers]) -> None:
        self.attack = attack
        self.need = need
        self._low = np.minimum.reduce([attack.truth, *tables])
        self._high = np.maximum.reduce([attack.truth, *tables])
        self._count = len(tables)

    def add(self, table: Integers) -> None:
        """Widens the intervals by one more table."""
        self._low = np.minimum(self._low, table)
        self._high = np.maximum(self._high, table)
        self._count += 1

    @property
    def wanting(self) -> Booleans:
        """Cells of which it is not shown yet that they stay open, and which may be."""
        wanting: Booleans = (self._high - self._low < self.need) & ~self.attack.known.is_fixed
        return wanting

    def result(self) -> Audit:
        """What was found."""
        return Audit(self._low, self._high, self.need, self._count)


@dataclass(frozen=True)
class _Found:
    """A table that agrees with everything published; perhaps only with parts of units."""

    table: Integers = field(repr=False)
    is_whole: bool


class Attack:
    """Somebody who holds everything published and asks for the extremes of what may lie behind it."""

    def __init__(self, system: CellSystem, known: Known, draw: np.random.Generator) -> None:
        self.known = known
        self._draw = draw
        self.truth = system.value
        self._cells = np.flatnonzero(~known.is_fixed)
        lines = sparse.csr_array(system.lines[:, self._cells])
        self._lines = sparse.csr_array(lines[np.flatnonzero(np.diff(lines.indptr))])
        self._sums = self._lines @ system.value[self._cells]

    def allows(self, table: Integers) -> bool:
        """Whether a table that keeps all lines agrees with what is published."""
        is_within = (table >= self.known.low) & (table <= self.known.high)
        return bool(is_within.all())

    def extreme(
        self, direction: Floats, need: Integers, *, whole: bool = False, sparing: bool = True
    ) -> _Found:
        """A table far in a direction: no cell asked for is moved farther than it must be."""
        cells, truth = self._cells, self.truth[self._cells]
        far = 4 * int(need.max(initial=0)) + 16
        reach = np.where(direction[cells] != 0, need[cells], far)
        low = np.maximum(self.known.low[cells], truth - reach)
        high = np.minimum(self.known.high[cells], truth + reach)
        is_few = np.count_nonzero(direction) * _FEW < len(cells)
        if is_few and sparing and not whole:
            found = truth + self._least_move(direction[cells], truth - low, high - truth)
        else:
            found = self._solved(-direction[cells], low, high, whole=whole)
        table = self.truth.copy()
        table[cells] = np.rint(found).astype(np.int64)
        is_whole = bool(np.abs(table[cells] - found).max(initial=0) < _WHOLE)
        return _Found(table, is_whole and bool((self._lines @ table[cells] == self._sums).all()))

    def _least_move(self, direction: Floats, down: Integers, up: Integers) -> Floats:
        """The move that takes few other cells along: such moves mostly are of whole units."""
        count = len(direction)
        toll = _TOLL * self._draw.uniform(0.5, 1.5, count)
        solved = linprog(
            np.concatenate([toll - direction, toll + direction]),
            A_eq=self._both_ways,
            b_eq=np.zeros(len(self._sums)),
            bounds=np.column_stack([np.zeros(2 * count), np.concatenate([up, down])]),
            method="highs-ds",
        )
        if solved.x is None:
            raise _endless(count)
        move: Floats = solved.x[:count] - solved.x[count:]
        return move

    @cached_property
    def _both_ways(self) -> sparse.csc_array:
        return sparse.hstack([self._lines, -self._lines], format="csc")

    def _solved(self, costs: Floats, low: Integers, high: Integers, *, whole: bool) -> Floats:
        if whole:
            solved = milp(
                costs,
                constraints=LinearConstraint(self._lines, self._sums, self._sums),
                integrality=np.ones(len(costs)),
                bounds=Bounds(low, high),
            )
        else:
            solved = linprog(
                costs,
                A_eq=self._lines,
                b_eq=self._sums,
                bounds=np.column_stack([low, high]),
                method="highs-ds",
            )
        if solved.x is None:
            raise _endless(len(costs))
        found: Floats = solved.x
        return found


def _endless(cells: int) -> IntegrityError:
    return IntegrityError(
        f"the audit of {cells} cells came to no end; release fewer tables at once"
    )
