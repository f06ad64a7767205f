"""Cells of one level of detail: their labels, what they hold, and how many people are behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd

from anonkit.deidentification.tabulation.design import (
    NOT_RECORDED,
    PERSON,
    PRACTITIONER,
    Dimension,
    TableDesign,
)
from anonkit.deidentification.tabulation.system import Booleans, Integers

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """All cells at one level of every dimension; margins are blocks with fewer columns."""

    columns: tuple[str, ...]
    labels: tuple[Labels, ...] = field(repr=False)
    """By cell: a label for each column."""
    value: Integers = field(repr=False)
    people: Integers = field(repr=False)
    practitioners: Integers = field(repr=False)
    is_dominated: Booleans = field(repr=False)
    """Money: a few people make up nearly all of the cell."""

    def place_by_labels(self) -> dict[Labels, int]:
        """By labels: the cell's place in the block."""
        return {labels: place for place, labels in enumerate(self.labels)}


@dataclass(frozen=True)
class Level:
    """One choice of level for every dimension: a column, or none for its margin."""

    columns: tuple[str, ...]

    def parents(self, dimensions: Sequence[Dimension]) -> Iterable[tuple[Dimension, str, Level]]:
        """The levels this one adds up to: dimension, the column that is summed away, the level."""
        for dimension in dimensions:
            mine = [column for column in dimension.columns if column in self.columns]
            if not mine:
                continue
            place = dimension.columns.index(mine[0])
            coarser = dimension.columns[place + 1 : place + 2]
            kept = [column for column in self.columns if column != mine[0]]
            yield dimension, mine[0], Level(tuple(sorted([*kept, *coarser])))


def levels_of(dimensions: Sequence[Dimension]) -> list[Level]:
    """Every combination of levels, the margins included."""
    choices = [[(column,) for column in d.columns] + [()] for d in dimensions]
    return [Level(tuple(sorted(sum(chosen, ())))) for chosen in product(*choices)]


class RowCounter:
    """Counts the rows of one kind at any level."""

    def __init__(
        self, rows: pd.DataFrame, designs: Sequence[TableDesign], *, largest: int, share: float
    ) -> None:
        self._largest, self._share = largest, share
        self._code: dict[str, Integers] = {}
        self.labels: dict[str, list[str]] = {}
        self._coarser: dict[tuple[str, str], Mapping[str, str]] = {}
        for column in dict.fromkeys(c for design in designs for c in design.columns):
            self._code[column], self.labels[column] = _coded(rows[column].fillna(NOT_RECORDED))
        self._person = _coded(rows[PERSON].astype(str))[0]
        staff = rows[PRACTITIONER] if PRACTITIONER in rows else pd.Series("", index=rows.index)
        self._staff = _coded(staff.fillna("").astype(str))[0]
        amount = designs[0].amount
        self._amount = None if amount is None else rows[amount].to_numpy(np.int64)
        self._count = len(rows)

    def coarser(self, fine: str, coarse: str) -> Mapping[str, str]:
        """By label of the finer column: its label in the coarser one."""
        if (fine, coarse) not in self._coarser:
            pairs = set(zip(self._code[fine].tolist(), self._code[coarse].tolist(), strict=True))
            labels = {self.labels[fine][f]: self.labels[coarse][c] for f, c in pairs}
            self._coarser[fine, coarse] = labels
        return self._coarser[fine, coarse]

    def block(self, level: Level, filled: Sequence[str] = ()) -> Block:
        """The cells of a level; `filled` columns get a cell for each of their labels, even for nothing."""
        codes = [self._code[column] for column in level.columns]
        cell, found = _cells_of(codes, [len(self.labels[c]) for c in level.columns], self._count)
        labels = [
            tuple(self.labels[c][code] for c, code in zip(level.columns, one, strict=True))
            for one in found
        ]
        size = len(labels)
        ones = np.ones(self._count, dtype=np.int64)
        amount = ones if self._amount is None else self._amount
        block = Block(
            level.columns,
            tuple(labels),
            np.bincount(cell, amount, size).astype(np.int64),
            _distinct(cell, self._person, size),
            _distinct(cell, self._staff, size),
            self._dominated(cell, amount, size),
        )
        return _with_nothing(block, {c: self.labels[c] for c in level.columns if c in filled})

    def _dominated(self, cell: Integers, amount: Integers, size: int) -> Booleans:
        if self._amount is None:
            return np.zeros(size, dtype=bool)
        frame = pd.DataFrame({"cell": cell, "person": self._person, "amount": amount})
        sums = frame.groupby(["cell", "person"], sort=True)["amount"].sum().reset_index()
        ordered = sums.sort_values(["cell", "amount"], ascending=[True, False], kind="stable")
        top = ordered.groupby("cell").head(self._largest).groupby("cell")["amount"].sum()
        whole = ordered.groupby("cell")["amount"].sum()
        return (top > self._share * whole).reindex(range(size), fill_value=False).to_numpy(bool)

    @property
    def most_of_one(self) -> int:
        """The most that one person adds to all cells together."""
        amount = np.ones(self._count) if self._amount is None else self._amount
        return int(np.bincount(self._person, amount).max(initial=1))


def _coded(column: pd.Series) -> tuple[Integers, list[str]]:
    codes, labels = pd.factorize(column, sort=True)
    return codes.astype(np.int64), [str(label) for label in labels]


def _cells_of(
    codes: Sequence[Integers], sizes: Sequence[int], count: int
) -> tuple[Integers, list[tuple[int, ...]]]:
    """By row its cell, and by cell the codes of its labels."""
    key = np.zeros(count, dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        key = key * size + code
    found, cell = np.unique(key, return_inverse=True)
    parts: list[Integers] = []
    for size in reversed(sizes):
        found, part = np.divmod(found, size)
        parts.append(part)
    if not parts:
        return cell, [()] if count else []
    return cell, list(zip(*[part.tolist() for part in reversed(parts)], strict=True))


def _distinct(cell: Integers, code: Integers, size: int) -> Integers:
    pairs = np.unique(cell * (int(code.max(initial=0)) + 1) + code)
    return np.bincount(pairs // (int(code.max(initial=0)) + 1), minlength=size).astype(np.int64)


def _with_nothing(block: Block, labels_by_column: Mapping[str, Sequence[str]]) -> Block:
    """The block with a cell of nothing for every label of these columns beside the cells there are."""
    if not labels_by_column:
        return block
    there = dict.fromkeys(block.labels)
    wanted = [list(labels_by_column.get(column, ())) or None for column in block.columns]
    more: dict[Labels, None] = {}
    for labels in block.labels:
        choices = [w or [label] for w, label in zip(wanted, labels, strict=True)]
        more.update(dict.fromkeys(one for one in product(*choices) if one not in there))
    nothing = np.zeros(len(more), dtype=np.int64)
    return Block(
        block.columns,
        (*block.labels, *more),
        np.concatenate([block.value, nothing]),
        np.concatenate([block.people, nothing]),
        np.concatenate([block.practitioners, nothing]),
        np.concatenate([block.is_dominated, nothing.astype(bool)]),
    )
