"""What the same audience holds already: tables of earlier releases, and what differs from them.

Whoever holds two releases can subtract. A difference of a few people is as telling as a cell of a few, and
what one release left out the other may give away, above all where little has changed in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from anonkit.deidentification.tabulation.audit import Auditor
from anonkit.deidentification.tabulation.blocks import Labels, Level
from anonkit.deidentification.tabulation.design import ALL, Dimension, Guard
from anonkit.deidentification.tabulation.margins import Layout, Lines
from anonkit.deidentification.tabulation.published import AMOUNT, COUNT, LEFT_OUT
from anonkit.deidentification.tabulation.system import (
    ENDLESS,
    Booleans,
    CellSystem,
    Floats,
    Integers,
    rounded_interval,
)


@dataclass(frozen=True)
class EarlierTable:
    """A table that the same audience holds, as it was published."""

    release: str
    of: str
    by: tuple[Dimension, ...]
    frame: pd.DataFrame = field(repr=False)
    amount: str | None = None
    round_to: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns of labels, in order."""
        return tuple(column for dimension in self.by for column in dimension.columns)


@dataclass(frozen=True)
class System:
    """The cells of this release and of earlier ones, and which of the latter must stay open."""

    cells: CellSystem
    layout: Layout
    lines: Lines
    guarded: Booleans = field(default_factory=lambda: np.zeros(0, dtype=bool))


Key = tuple[Level, Labels]


def with_earlier(
    system: System, earlier: Sequence[EarlierTable], guard: Guard, *, most_of_one: int
) -> System:
    """The system with the cells of each earlier release behind it, tied to the same cells of this one.

    `most_of_one` is the most that one person adds to a cell: a difference below the threshold times that may
    be a few people.
    """
    whole = replace(system, guarded=np.zeros(system.cells.size, dtype=bool))
    for release in dict.fromkeys(table.release for table in earlier):
        tables = [table for table in earlier if table.release == release]
        whole = _with_release(whole, _Held.of(tables), guard, most_of_one)
    return whole


@dataclass(frozen=True)
class _Held:
    """The cells of one earlier release with what was published of them."""

    interval_by_key: Mapping[Key, tuple[int, int]] = field(repr=False)
    lines: Sequence[tuple[Key, Sequence[Key]]] = field(repr=False)

    @classmethod
    def of(cls, tables: Sequence[EarlierTable]) -> _Held:
        interval_by_key: dict[Key, tuple[int, int]] = {}
        parts_by_margin: dict[tuple[Key, str], dict[Key, None]] = {}
        for table in tables:
            for key, named, interval in _cells(table):
                low, high = interval_by_key.get(key, (0, int(ENDLESS)))
                interval_by_key[key] = (max(low, interval[0]), min(high, interval[1]))
                for dimension, _, parent in key[0].parents(table.by):
                    above = (parent, tuple(named[column] for column in parent.columns))
                    parts_by_margin.setdefault((above, dimension.name), {})[key] = None
        lines = [
            (above, list(parts))
            for (above, _), parts in parts_by_margin.items()
            if above in interval_by_key
        ]
        return cls(interval_by_key, lines)


def _cells(table: EarlierTable) -> list[tuple[Key, dict[str, str], tuple[int, int]]]:
    column = AMOUNT if table.amount else COUNT
    found = []
    for *labels, text in table.frame[[*table.columns, column]].itertuples(index=False, name=None):
        named = dict(zip(table.columns, map(str, labels), strict=True))
        chosen = [next((c for c in d.columns if named[c] != ALL), None) for d in table.by]
        level = Level(tuple(sorted(c for c in chosen if c is not None)))
        key = (level, tuple(named[c] for c in level.columns))
        found.append((key, named, _interval(str(text), table.round_to)))
    return found


def _interval(text: str, base: int) -> tuple[int, int]:
    if text == LEFT_OUT:
        return 0, int(ENDLESS)
    if int(text) == 0:
        return 0, 0
    low, high = rounded_interval(np.array([int(text)]), base)
    return int(low[0]), int(high[0])


def _with_release(whole: System, held: _Held, guard: Guard, most_of_one: int) -> System:
    past = _Past.of(whole, held, guard.interval)
    start = whole.cells.size
    small = _small_differences(past, guard.threshold * most_of_one)
    tied = np.flatnonzero(small | (past.is_matched & past.is_open & past.only_grew))
    difference = past.value_now[tied] - past.value[tied]
    lines = whole.lines
    for margin, parts in past.lines:
        lines.add(start + margin, [start + part for part in parts])
    for number, cell in enumerate(tied.tolist()):
        change = start + len(past.value) + number
        lines.add(int(past.now[cell]), [start + cell, change])
    least = np.full(len(tied), 0 if past.only_grew else -ENDLESS, dtype=np.int64)
    cells = _appended(whole.cells, past.value, past.low, past.high, past.need)
    cells = _appended(cells, difference, least, np.full(len(tied), ENDLESS), small[tied] * 1)
    cells = replace(
        cells,
        lines=lines.matrix(cells.size),
        lowest=_raised(cells.lowest, past),
        cost=_cheaper(cells.cost, past),
    )
    guarded = np.concatenate([whole.guarded, past.need > 0, small[tied]])
    return System(cells, whole.layout, lines, guarded)


@dataclass(frozen=True)
class _Past:
    """One earlier release as cells: what is known of each, and a table that may lie behind it."""

    low: Integers = field(repr=False)
    high: Integers = field(repr=False)
    value: Integers = field(repr=False)
    """Values that agree with what was published; the true ones of what was left out are not at hand."""
    now: Integers = field(repr=False)
    """The place of the same cell in this release, -1 where there is none."""
    value_now: Integers = field(repr=False)
    need: Integers = field(repr=False)
    """How open a cell that was left out must stay: as it was before this release, within what is asked."""
    lines: Sequence[tuple[int, Sequence[int]]] = field(repr=False)
    only_grew: bool
    """Whether everybody may suppose that rows were only added since."""

    @classmethod
    def of(cls, whole: System, held: _Held, interval: int) -> _Past:
        """The release beside the cells of this one."""
        place_by_key = {key: place for place, key in enumerate(held.interval_by_key)}
        bounds = np.array([*held.interval_by_key.values()], dtype=np.int64).reshape(-1, 2)
        low, high = bounds[:, 0], bounds[:, 1]
        now = _places_now(whole.layout, held)
        value_now = np.where(now >= 0, whole.cells.value[now], 0)
        lines = [
            (place_by_key[margin], [place_by_key[part] for part in parts])
            for margin, parts in held.lines
        ]
        is_whole = whole.cells.is_whole
        grown = _behind(lines, low, np.minimum(high, value_now), is_whole=is_whole)
        value = _behind(lines, low, high, is_whole=is_whole) if grown is None else grown
        if value is None:
            # What was published does not add up, so nobody can add it up.
            lines, value = [], np.clip(value_now, low, high)
        past = cls(
            low, high, value, now, value_now, np.zeros(len(low), np.int64), lines, grown is not None
        )
        return replace(past, need=past._need(interval, is_whole=is_whole))

    @property
    def is_open(self) -> Booleans:
        """Cells that are not known to the last unit."""
        unknown: Booleans = self.low < self.high
        return unknown

    @property
    def is_matched(self) -> Booleans:
        """Cells that this release has too."""
        matched: Booleans = self.now >= 0
        return matched

    def _need(self, interval: int, *, is_whole: bool) -> Integers:
        was_left_out = self.high >= ENDLESS
        asked = np.where(was_left_out, interval, 0).astype(np.int64)
        alone = _appended(_NOTHING, self.value, self.low, self.high, asked)
        lines = Lines()
        for margin, parts in self.lines:
            lines.add(margin, parts)
        alone = replace(alone, lines=lines.matrix(len(self.value)), is_whole=is_whole)
        found = Auditor(alone).audit(np.zeros(len(self.value), dtype=bool), asked)
        return np.minimum(asked, found.width)


def _places_now(layout: Layout, held: _Held) -> Integers:
    places = {
        (level, labels): layout.start_by_level[level] + place
        for level, block in layout.block_by_level.items()
        for place, labels in enumerate(block.labels)
    }
    return np.array([places.get(key, -1) for key in held.interval_by_key], dtype=np.int64)


def _behind(
    lines: Sequence[tuple[int, Sequence[int]]], low: Integers, high: Integers, *, is_whole: bool
) -> Integers | None:
    """Values within these bounds that keep the lines; ``None`` where there are none."""
    if (low > high).any():
        return None
    gathered = Lines()
    for margin, parts in lines:
        gathered.add(margin, parts)
    sums = np.zeros(gathered.count)
    solved = milp(
        np.zeros(len(low)),
        constraints=LinearConstraint(gathered.matrix(len(low)), sums, sums),
        integrality=np.full(len(low), int(is_whole)),
        bounds=Bounds(low, np.minimum(high, _FAR)),
    )
    return None if solved.x is None else np.rint(solved.x).astype(np.int64)


def _small_differences(past: _Past, limit: int) -> Booleans:
    """Cells known to the last unit that differ now by what may be a few people."""
    difference = np.abs(past.value_now - past.value)
    small: Booleans = past.is_matched & ~past.is_open & (difference > 0) & (difference < limit)
    return small


def _raised(lowest: Integers, past: _Past) -> Integers:
    """Where rows were only added, a cell holds at least what it was known to hold."""
    raised = lowest.copy()
    if past.only_grew:
        np.maximum.at(raised, past.now[past.is_matched], past.low[past.is_matched])
    return raised


def _cheaper(cost: Floats, past: _Past) -> Floats:
    """What was left out before is left out again where it can be: the same cells give nothing more away."""
    cheaper = cost.copy()
    cheaper[past.now[past.is_matched & (past.high >= ENDLESS)]] *= _AGAIN
    return cheaper


def _appended(
    cells: CellSystem, value: Integers, low: Integers, high: Integers, need: Integers
) -> CellSystem:
    """The system with more cells that nobody publishes now; its lines are still to be made."""
    count = len(value)
    return replace(
        cells,
        value=np.concatenate([cells.value, value]),
        lowest=np.concatenate([cells.lowest, low]),
        highest=np.concatenate([cells.top, high]),
        may_leave_out=np.concatenate([cells.may_leave_out, np.zeros(count, dtype=bool)]),
        is_open=np.concatenate([cells.is_open, np.ones(count, dtype=bool)]),
        need=np.concatenate([cells.need, need]),
        cost=np.concatenate([cells.cost, np.ones(count)]),
    )


_FAR = 1 << 31
_AGAIN = 0.02
_NONE = np.zeros(0, dtype=np.int64)
_NOTHING = CellSystem(
    value=_NONE,
    lowest=_NONE,
    may_leave_out=_NONE.astype(bool),
    is_open=_NONE.astype(bool),
    need=_NONE,
    cost=_NONE.astype(float),
    lines=sparse.csr_array((0, 0), dtype=np.int64),
)
