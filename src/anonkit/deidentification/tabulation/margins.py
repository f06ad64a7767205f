"""Blocks put together: where each block's cells lie, and the lines in which they add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from anonkit.deidentification.tabulation.blocks import Block, Level, levels_of
from anonkit.deidentification.tabulation.design import Dimension
from anonkit.deidentification.tabulation.system import Integers

Coarser = Callable[[str, str], Mapping[str, str]]
"""From a finer and a coarser column: by label of the finer its label in the coarser."""


@dataclass
class Lines:
    """Lines as they are gathered: for each entry its line, cell and sign."""

    line: list[int] = field(default_factory=list)
    cell: list[int] = field(default_factory=list)
    sign: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, margin: int, parts: Sequence[int]) -> None:
        """The parts add up to the margin."""
        self.line += [self.count] * (len(parts) + 1)
        self.cell += [*parts, margin]
        self.sign += [1] * len(parts) + [-1]
        self.count += 1

    def matrix(self, cells: int) -> sparse.csr_array:
        """A row a line, a column a cell."""
        return sparse.csr_array(
            (np.array(self.sign, dtype=np.int64), (self.line, self.cell)),
            shape=(self.count, cells),
        )


@dataclass(frozen=True)
class Layout:
    """Where each level's cells lie in the system."""

    block_by_level: Mapping[Level, Block] = field(repr=False)
    start_by_level: Mapping[Level, int] = field(repr=False)
    size: int

    @classmethod
    def of(cls, block_by_level: Mapping[Level, Block], start: int = 0) -> Layout:
        """The blocks one after another."""
        starts, end = {}, start
        for level, block in block_by_level.items():
            starts[level] = end
            end += len(block.labels)
        return cls(block_by_level, starts, end - start)

    def joined(self, name: str) -> Integers:
        """One property of all blocks, cell by cell."""
        parts = [getattr(block, name) for block in self.block_by_level.values()]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def add_lines(
    lines: Lines, layout: Layout, tables: Sequence[Sequence[Dimension]], coarser: Coarser
) -> None:
    """Every line of every table, each once however many tables share it."""
    done: set[tuple[Level, str]] = set()
    places = {level: block.place_by_labels() for level, block in layout.block_by_level.items()}
    for dimensions in tables:
        for level in levels_of(dimensions):
            for dimension, column, parent in level.parents(dimensions):
                if (level, dimension.name) in done or parent not in places:
                    continue
                done.add((level, dimension.name))
                _add_block_lines(lines, layout, level, parent, column, places[parent], coarser)


def _add_block_lines(
    lines: Lines,
    layout: Layout,
    level: Level,
    parent: Level,
    column: str,
    place_by_labels: Mapping[tuple[str, ...], int],
    coarser: Coarser,
) -> None:
    added = [name for name in parent.columns if name not in level.columns]
    up = coarser(column, added[0]) if added else {}
    parts: dict[int, list[int]] = {}
    for place, labels in enumerate(layout.block_by_level[level].labels):
        named = dict(zip(level.columns, labels, strict=True))
        if added:
            named[added[0]] = up[named[column]]
        above = place_by_labels[tuple(named[name] for name in parent.columns)]
        parts.setdefault(above, []).append(layout.start_by_level[level] + place)
    start = layout.start_by_level[parent]
    for above, cells in parts.items():
        lines.add(start + above, cells)
