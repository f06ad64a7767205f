"""Secondary suppression: which further cells are left out so that nothing left out can be added up.

Three steps. First every line alone is made safe, by the cells that mend most lines at the least cost.
Then the audit looks at all lines together, and what it can still close in is mended by a linear programme
that moves the closed-in cells at the least cost in further cells. Last, cells that are not needed after all
are told again. It is a heuristic that ends in a proof: the last audit must pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from anonkit.deidentification.tabulation.audit import Audit, Auditor
from anonkit.deidentification.tabulation.lines import LineView
from anonkit.deidentification.tabulation.system import (
    ENDLESS,
    Booleans,
    CellSystem,
    Floats,
    Integers,
    known_of,
)

_MOST_REPAIRS = 12
_MOST_TRIALS = 60
"""How many cells are tried to be told again; each trial is an audit."""
_TRIED_WITHIN = 400
"""Systems with more open cells are left as they are: a trial costs too much there."""
_KEPT = 1e-6


@dataclass(frozen=True)
class Suppression:
    """Which cells are left out, and the audit that says what follows from the others."""

    primary: Booleans = field(repr=False)
    left_out: Booleans = field(repr=False)
    audit: Audit

    @property
    def secondary(self) -> Booleans:
        """Cells that are safe by themselves and left out for others' sake."""
        return self.left_out & ~self.primary


def suppress(
    system: CellSystem, primary: Booleans, *, base: int = 1, guarded: Booleans | None = None
) -> Suppression:
    """The cells left out so that no cell left out, and none `guarded`, can be closed in too far.

    `base` is what published cells are rounded to. Where even leaving everything out does not do, the
    audit says so.
    """
    search = _Search(system, primary, base, guarded)
    search.mend_lines()
    found = search.mended()
    if found.passed:
        found = search.tell_again(found)
    return Suppression(primary, search.left_out, found)


class _Search:
    """The state of one search: what is left out so far."""

    def __init__(
        self, system: CellSystem, primary: Booleans, base: int, guarded: Booleans | None
    ) -> None:
        self._system = system
        self._primary = primary
        self._base = base
        self._guarded = np.zeros(system.size, bool) if guarded is None else guarded
        self._view = LineView.of(system)
        self._touches = sparse.csc_array(abs(system.lines)).astype(np.int64)
        self._auditor = Auditor(system, base)
        self.left_out = primary.copy()

    def need(self, left_out: Booleans) -> Integers:
        """By cell how wide its interval must stay."""
        return np.where(left_out | self._guarded, self._system.need, 0)

    def audit(self, left_out: Booleans) -> Audit:
        """The audit of what is left out."""
        return self._auditor.audit(left_out, self.need(left_out))

    def mended(self) -> Audit:
        """Leaves cells out until the audit passes, or nothing more can be left out."""
        for _ in range(_MOST_REPAIRS):
            found = self._auditor.glance(self.left_out, self.need(self.left_out))
            if found.passed:
                found = self.audit(self.left_out)
            if found.passed or not self.repair(found):
                return found if found.passed else self.audit(self.left_out)
            self.mend_lines()
        return self.audit(self.left_out)

    def mend_lines(self) -> None:
        """Leaves cells out until no single line closes a cell in."""
        while True:
            known = known_of(self._system, self.left_out, self._base)
            missing = self._view.missing(self._system, known, self.need(self.left_out))
            cell = self._cheapest(missing, known.is_fixed) if missing.any() else None
            if cell is None:
                return
            self.left_out[cell] = True

    def _cheapest(self, missing: Integers, is_fixed: Booleans) -> int | None:
        """The cell that mends most for its cost, counting what it breaks in lines that are whole."""
        is_broken = (missing > 0).astype(np.int64)
        open_entries = (~is_fixed).astype(np.int64)[self._view.entry_cell]
        open_in_line = np.bincount(self._view.entry_line, open_entries, len(missing))
        mends = self._touches.T @ is_broken
        breaks = self._touches.T @ (open_in_line == 0).astype(np.int64)
        candidates = self._system.may_leave_out & ~self.left_out & (mends > 0)
        if not candidates.any():
            return None
        room = np.maximum(self._system.value - self._system.lowest, 0)
        wanted = int(missing.max())
        score = self._system.cost * (1 + breaks) / np.maximum(mends, 1)
        # A cell without room helps nobody; it is taken only where nothing else is there.
        score = score * (1 + np.maximum(wanted - room, 0))
        return int(np.where(candidates, score, np.inf).argmin())

    def repair(self, found: Audit) -> bool:
        """Leaves out the cheapest cells through which the closed-in cells can move; whether any were."""
        moved = _cheapest_move(self._system, self.left_out, found)
        more = (np.abs(moved) > _KEPT) & self._system.may_leave_out & ~self.left_out
        if not more.any():
            more = self._neighbour(found)
        self.left_out |= more
        return bool(more.any())

    def _neighbour(self, found: Audit) -> Booleans:
        """Where no move is found: the cheapest cell in a line with the worst closed-in one."""
        worst = int(np.where(found.too_narrow, found.need - found.width, -1).argmax())
        in_line = (self._touches.T @ self._touches[:, [worst]].toarray().ravel()) > 0
        near = in_line & self._system.may_leave_out & ~self.left_out
        near = near if near.any() else self._system.may_leave_out & ~self.left_out
        more = np.zeros(self._system.size, bool)
        if near.any():
            more[int(np.where(near, self._system.cost, np.inf).argmin())] = True
        return more

    def tell_again(self, found: Audit) -> Audit:
        """Tells again what need not be left out, the dearest first."""
        system = self._system
        secondary = np.flatnonzero(self.left_out & ~self._primary)
        if int((self.left_out | system.is_open).sum()) > _TRIED_WITHIN:
            return found
        order = secondary[np.argsort(-system.cost[secondary], kind="stable")]
        for cell in order[:_MOST_TRIALS]:
            fewer = self.left_out.copy()
            fewer[cell] = False
            known = known_of(system, fewer, self._base)
            if self._view.missing(system, known, self.need(fewer)).any():
                continue
            again = self.audit(fewer)
            if again.passed:
                self.left_out, found = fewer, again
        return found


def _cheapest_move(system: CellSystem, left_out: Booleans, found: Audit) -> Floats:
    """The cheapest way to move all closed-in cells up at once, as far as they can be moved."""
    wanted = np.where(found.too_narrow, found.need - (system.value - found.low), 0)
    targets = np.flatnonzero(wanted > 0)
    is_free = left_out | system.is_open
    down = np.where(is_free | system.may_leave_out, system.value - system.lowest, 0)
    down = np.clip(down, 0, ENDLESS).astype(float)
    up = np.where(is_free | system.may_leave_out, np.minimum(system.top - system.value, ENDLESS), 0)
    cost = np.where(is_free, 1e-4, system.cost)
    slack = 1e3 * max(float(system.cost.max(initial=1)), 1.0)
    size, lines = system.size, system.lines
    # Columns: how far each cell moves up, how far down, and how much of each target is given up.
    picks = sparse.csr_array(
        (np.ones(len(targets)), (np.arange(len(targets)), targets)), shape=(len(targets), size)
    )
    none = sparse.csr_array((lines.shape[0], len(targets)))
    solved = linprog(
        np.concatenate([cost, cost, np.full(len(targets), slack)]),
        A_eq=sparse.hstack([lines, -lines, none], format="csr"),
        b_eq=np.zeros(lines.shape[0]),
        A_ub=-sparse.hstack([picks, -picks, sparse.eye_array(len(targets))], format="csr"),
        b_ub=-wanted[targets].astype(float),
        bounds=np.column_stack(
            [np.zeros(2 * size + len(targets)), np.concatenate([up, down, wanted[targets]])]
        ),
        method="highs-ds",
    )
    if solved.x is None:
        return np.zeros(size)
    moved: Floats = solved.x[:size] - solved.x[size : 2 * size]
    return moved
