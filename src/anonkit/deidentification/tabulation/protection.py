"""Tables protected together: counted, cells left out, audited, and written as they may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from anonkit.deidentification.tabulation.audit import Audit
from anonkit.deidentification.tabulation.blocks import Level, RowCounter, levels_of
from anonkit.deidentification.tabulation.design import (
    Guard,
    TableDesign,
    by_kind,
    require_rows,
)
from anonkit.deidentification.tabulation.earlier import (
    EarlierTable,
    System,
    with_earlier,
)
from anonkit.deidentification.tabulation.joint import joint_tables
from anonkit.deidentification.tabulation.margins import Layout, Lines, add_lines
from anonkit.deidentification.tabulation.practitioners import staff_fault
from anonkit.deidentification.tabulation.primary import Primary, primary_cells
from anonkit.deidentification.tabulation.published import published_frame
from anonkit.deidentification.tabulation.secondary import Suppression, suppress
from anonkit.deidentification.tabulation.system import Booleans, CellSystem
from anonkit.errors import SettingsError


@dataclass(frozen=True)
class TableAudit:
    """What the audit proved of the tables over one kind of rows; for the sealed report."""

    cells: int
    left_out: int
    primary_by_reason: Mapping[str, int]
    secondary: int
    checked: int
    """Cells that had to stay open: left out here or earlier, and differences that are small."""
    determined: int
    """Cells among these that follow from what is published: none, or nothing was released."""
    narrowest: int | None
    """The narrowest proved interval."""
    wanted: int
    passed: bool


@dataclass(frozen=True)
class ProtectedTable:
    """One table as it may be told."""

    design: TableDesign
    frame: pd.DataFrame = field(repr=False)
    """A row a cell: labels, ``count`` or ``amount``, and ``rate``; ``*`` where a cell is left out."""
    told: int
    left_out: int


@dataclass(frozen=True)
class ProtectedTables:
    """The tables that may be told, why others may not, and what was proved."""

    tables: tuple[ProtectedTable, ...]
    refused: Mapping[str, str]
    """By table: why it is not told, in counts that tell nothing."""
    audit_by_kind: Mapping[str, TableAudit]


def protect_tables(
    rows_by_kind: Mapping[str, pd.DataFrame],
    designs: Sequence[TableDesign],
    guard: Guard,
    *,
    earlier: Sequence[EarlierTable] = (),
) -> ProtectedTables:
    """The tables with everything left out that must be, so that nothing left out can be derived.

    `rows_by_kind` holds, for each kind of rows, a frame with the column ``person`` and the columns of the
    dimensions. Rows that cannot be counted raise `SettingsError`; a table that cannot be protected is refused
    with a reason and not told at all.
    """
    tables: dict[str, ProtectedTable] = {}
    refused: dict[str, str] = {}
    audits: dict[str, TableAudit] = {}
    for (kind, amount), group in by_kind(designs).items():
        rows = _rows_of(rows_by_kind, kind, group)
        allowed = _allowed(rows, group, guard, refused)
        if not allowed:
            continue
        done = _Kind(
            rows, allowed, guard, [e for e in earlier if (e.of, e.amount) == (kind, amount)]
        )
        audits[kind if amount is None else f"{kind}, {amount}"] = done.table_audit
        for design in allowed:
            if done.table_audit.passed and (told := done.table(design)).told:
                tables[design.name] = told
            else:
                refused[design.name] = done.why_not()
    return ProtectedTables(
        tuple(tables[d.name] for d in designs if d.name in tables), refused, audits
    )


def _rows_of(
    rows_by_kind: Mapping[str, pd.DataFrame], kind: str, designs: Sequence[TableDesign]
) -> pd.DataFrame:
    if kind not in rows_by_kind:
        raise SettingsError(
            f"{len(designs)} tables are of {kind}, and there are no such rows; "
            f"there are {', '.join(rows_by_kind) or 'none'}."
        )
    for design in designs:
        require_rows(rows_by_kind[kind], design)
    rows, amount = rows_by_kind[kind], designs[0].amount
    # Of money only rows with an amount count: who paid nothing adds nobody to a sum.
    return rows if amount is None else rows[rows[amount] > 0]


def _allowed(
    rows: pd.DataFrame, designs: Sequence[TableDesign], guard: Guard, refused: dict[str, str]
) -> list[TableDesign]:
    """The tables that may be tried at all."""
    people = int(rows["person"].nunique())
    allowed = []
    for design in designs:
        fault = staff_fault(rows, design, guard)
        if people < guard.threshold:
            fault = f"{people} people, and a table needs at least {guard.threshold}"
        if fault:
            refused[design.name] = fault
        else:
            allowed.append(design)
    return allowed


class _Kind:
    """The tables over one kind of rows, protected together."""

    def __init__(
        self,
        rows: pd.DataFrame,
        designs: Sequence[TableDesign],
        guard: Guard,
        earlier: Sequence[EarlierTable],
    ) -> None:
        self._guard = guard
        counter = RowCounter(rows, designs, largest=guard.largest, share=guard.share)
        self._counter = counter
        self._people = int(rows["person"].nunique())
        told, hidden = _levels(designs)
        rates = [
            d.columns[0] for t in designs if t.rate for d in t.by if d.name == t.rate.dimension
        ]
        self._layout = Layout.of(
            {
                level: counter.block(level, _filled(level, rates, guard, is_hidden=level in hidden))
                for level in (*told, *hidden)
            }
        )
        lines = Lines()
        tables = [design.by for design in designs] + joint_tables(designs)
        add_lines(lines, self._layout, tables, counter.coarser)
        matrix = lines.matrix(self._layout.size)
        self._primary = primary_cells(self._layout, designs, guard, matrix)
        system = _system(
            self._layout, hidden, rates, lines, guard, is_money=bool(designs[0].amount)
        )
        system = replace(
            system, need=np.where(self._primary.veils < 0, system.need, self._primary.veils)
        )
        whole = with_earlier(
            System(system, self._layout, lines),
            earlier,
            guard,
            most_of_one=counter.most_of_one,
        )
        self._suppression = _suppressed(whole, self._primary, hidden, self._layout, guard)
        self.table_audit = self._summary(self._suppression.audit)

    def table(self, design: TableDesign) -> ProtectedTable:
        """One table as it may be told."""
        levels = levels_of(design.by)
        left_out = self._suppression.left_out
        frame = published_frame(design, self._layout, self._counter.coarser, left_out, self._guard)
        starts = self._layout.start_by_level
        cells = [
            starts[level] + place
            for level in levels
            for place, value in enumerate(self._layout.block_by_level[level].value)
            if value > 0
        ]
        out = int(self._suppression.left_out[cells].sum())
        return ProtectedTable(design, frame, len(cells) - out, out)

    def why_not(self) -> str:
        """Why nothing is told, in a count that tells nothing."""
        if not self.table_audit.passed:
            return (
                "some cells could be worked out whatever else is left out; "
                "take fewer or coarser dimensions, or round"
            )
        return (
            f"every cell would have to be left out, over {self._people} people; "
            "take fewer or coarser dimensions"
        )

    def _summary(self, found: Audit) -> TableAudit:
        size = self._layout.size
        left_out = self._suppression.left_out[:size]
        return TableAudit(
            cells=int((self._layout.joined("value") > 0).sum()),
            left_out=int(left_out.sum()),
            primary_by_reason={
                reason: int((cells & left_out).sum())
                for reason, cells in self._primary.by_reason.items()
                if cells.any()
            },
            secondary=int(self._suppression.secondary.sum()),
            checked=found.checked,
            determined=found.determined,
            narrowest=found.narrowest,
            wanted=self._guard.interval,
            passed=found.passed,
        )


def _levels(designs: Sequence[TableDesign]) -> tuple[list[Level], list[Level]]:
    """The levels that are told, and those that only tie tables to each other."""
    told = list(dict.fromkeys(level for design in designs for level in levels_of(design.by)))
    tying = [level for joint in joint_tables(designs) for level in levels_of(joint)]
    return told, [level for level in dict.fromkeys(tying) if level not in set(told)]


def _filled(level: Level, rates: Sequence[str], guard: Guard, *, is_hidden: bool) -> Sequence[str]:
    """The columns whose labels all get a cell, whether or not anything is in it."""
    is_whole = guard.zeros == "suppress" or is_hidden
    return level.columns if is_whole else [c for c in level.columns if c in rates]


def _system(
    layout: Layout,
    hidden: Sequence[Level],
    rates: Sequence[str],
    lines: Lines,
    guard: Guard,
    *,
    is_money: bool,
) -> CellSystem:
    value = layout.joined("value")
    is_open = np.zeros(layout.size, dtype=bool)
    least = np.zeros(layout.size, dtype=np.int64)
    for level, block in layout.block_by_level.items():
        start = layout.start_by_level[level]
        cells = slice(start, start + len(block.labels))
        is_open[cells] = level in hidden
        may_be_nothing = is_money or guard.zeros == "suppress" or level in hidden
        least[cells] = 0 if may_be_nothing or set(rates) & set(level.columns) else 1
    need = np.full(layout.size, guard.interval, dtype=np.int64)
    if is_money:
        need = np.maximum(np.ceil(guard.amount_interval * value), 1).astype(np.int64)
    return CellSystem(
        value=value,
        lowest=least,
        may_leave_out=~is_open & (value > 0),
        is_open=is_open,
        need=need,
        cost=np.log2(1.0 + value),
        lines=lines.matrix(layout.size),
        is_whole=not is_money,
    )


def _suppressed(
    whole: System, primary: Primary, hidden: Sequence[Level], layout: Layout, guard: Guard
) -> Suppression:
    """The search over the cells of the tables and of what was published before."""
    system = whole.cells
    extra = system.size - layout.size
    cells = _padded(primary.cells, extra)
    is_hidden = _padded(np.zeros(layout.size, dtype=bool), extra)
    for level in hidden:
        start = layout.start_by_level[level]
        is_hidden[start : start + len(layout.block_by_level[level].labels)] = True
    guarded = (cells & is_hidden) | whole.guarded
    return suppress(system, cells & ~is_hidden, base=guard.round_to, guarded=guarded)


def _padded(cells: Booleans, more: int) -> Booleans:
    return np.concatenate([cells, np.zeros(more, dtype=bool)])
