"""Primary suppression: the cells that may not be told whatever stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from anonkit.deidentification.tabulation.blocks import Block, Labels, Level
from anonkit.deidentification.tabulation.design import Guard, TableDesign
from anonkit.deidentification.tabulation.margins import Layout
from anonkit.deidentification.tabulation.system import Booleans, Integers

FEW_PEOPLE = "fewer people than the threshold"
NOUGHT = "nothing in the cell"
DOMINATED = "a few people make up nearly all of it"
EVERYBODY = "everybody had it, or nobody else is there"


@dataclass(frozen=True)
class Primary:
    """By reason: the cells that may not be told."""

    by_reason: dict[str, Booleans] = field(repr=False)
    veils: Integers = field(repr=False)
    """Cells that hold nothing and are left out for others' sake: how open each must stay, else -1."""

    @property
    def cells(self) -> Booleans:
        """All of them."""
        cells: Booleans = np.logical_or.reduce([*self.by_reason.values(), self.veils >= 0])
        return cells


def primary_cells(
    layout: Layout, designs: Sequence[TableDesign], guard: Guard, lines: sparse.csr_array
) -> Primary:
    """Which cells of a layout may not be told, and why."""
    value, people = layout.joined("value"), layout.joined("people")
    is_nought = (value == 0) & (people == 0)
    everybody, veils = _everybody(layout, designs)
    return Primary(
        {
            FEW_PEOPLE: (people < guard.threshold) & ~is_nought,
            NOUGHT: is_nought & np.full(len(value), guard.zeros == "suppress"),
            DOMINATED: layout.joined("is_dominated").astype(bool) & ~is_nought,
            EVERYBODY: everybody,
        },
        _with_margins(veils, value, lines),
    )


def _everybody(layout: Layout, designs: Sequence[TableDesign]) -> tuple[Booleans, Integers]:
    """Where all rows of a rate's base bear its label: that cell; and those beside it that hold nothing.

    Whoever knows somebody in such a base knows what happened to her, unless the noughts beside it are
    left out and one of them at least may be more than nought.
    """
    found = np.zeros(layout.size, dtype=bool)
    veils = np.full(layout.size, -1, dtype=np.int64)
    for design in designs:
        if design.rate is None:
            continue
        column = next(d.columns[0] for d in design.by if d.name == design.rate.dimension)
        for level, block in layout.block_by_level.items():
            if column in level.columns and set(level.columns) <= set(design.columns):
                start, at = layout.start_by_level[level], level.columns.index(column)
                for event, beside in _full_bases(block, at, design.rate.label):
                    found[start + event] = True
                    likely = max(
                        beside, key=lambda place: _weight(layout, column, block, at, place)
                    )
                    veils[[start + place for place in beside]] = 0
                    veils[start + likely] = 1
    return found, veils


def _full_bases(block: Block, at: int, label: str) -> Iterator[tuple[int, list[int]]]:
    """Bases all of whose rows bear the label: the cell's place, and the places beside it."""
    by_base: dict[Labels, list[int]] = {}
    for place, labels in enumerate(block.labels):
        by_base.setdefault(labels[:at] + labels[at + 1 :], []).append(place)
    for places in by_base.values():
        holding = [place for place in places if block.value[place] > 0]
        if len(holding) == 1 < len(places) and block.labels[holding[0]][at] == label:
            yield holding[0], [place for place in places if place != holding[0]]


def _weight(layout: Layout, column: str, block: Block, at: int, place: int) -> int:
    """How common the cell's label is everywhere."""
    margin = layout.block_by_level[Level((column,))]
    return int(margin.value[margin.labels.index((block.labels[place][at],))])


def _with_margins(veils: Integers, value: Integers, lines: sparse.csr_array) -> Integers:
    """The veils with every margin above them that holds nothing: it would tell that they do."""
    found = veils.copy()
    rows, cells = lines.nonzero()
    is_margin = np.asarray(lines[rows, cells]).ravel() < 0
    margin_of_line = dict(zip(rows[is_margin].tolist(), cells[is_margin].tolist(), strict=True))
    while True:
        lifted = rows[(found[cells] >= 0) & ~is_margin]
        above = np.array(sorted({margin_of_line[line] for line in lifted.tolist()}), dtype=np.int64)
        more = above[(value[above] == 0) & (found[above] < 0)]
        if not len(more):
            return found
        found[more] = 0
