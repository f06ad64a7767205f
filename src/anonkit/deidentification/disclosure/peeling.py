"""One walk from fine labels to coarse that takes out every class as soon as it is large enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.disclosure.coding import CodedColumn
from anonkit.deidentification.disclosure.equivalence import Codes
from anonkit.deidentification.disclosure.lattice import Node

Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Holds = Callable[[Codes, Codes], Flags]
"""Rows and their classes, numbered from 0, to whether each class holds what is wanted."""

MOST_NODES = 20_000
_MOST_HASHES = 6_000_000
_SEED = 20_260_101


@dataclass(frozen=True)
class Peeled:
    """The rows' classes and levels; -1 for the rows that were left over."""

    class_of_row: Codes
    node_of_row: Codes
    nodes: tuple[Node, ...]
    """The nodes that rows were taken at; `node_of_row` counts along them."""

    @property
    def left_over(self) -> Codes:
        """The rows that no class had room for."""
        return np.flatnonzero(self.class_of_row < 0)


def peel(columns: Sequence[CodedColumn], rows: int, k: int, holds: Holds) -> Peeled:
    """Classes of rows alike, each at the first node of the walk at which enough of them were left.

    Rows of a class have equal labels at its node. `holds` judges classes of at least `k` rows.
    """
    walk = _Walk(columns, rows)
    class_of_row = np.full(rows, -1, dtype=np.int64)
    node_of_row = np.full(rows, -1, dtype=np.int64)
    used: list[Node] = []
    count = 0
    for node in ordered_nodes(columns):
        if len(walk.left) < k:
            break
        taken, classes = _classes_at(walk, node, k, holds)
        if not len(taken):
            continue
        rows_taken = walk.left[taken]
        class_of_row[rows_taken] = count + classes
        node_of_row[rows_taken] = len(used)
        used.append(node)
        count += int(classes.max()) + 1
        walk.take(taken)
    return Peeled(class_of_row, node_of_row, tuple(used))


def _classes_at(walk: _Walk, node: Node, k: int, holds: Holds) -> tuple[Codes, Codes]:
    """Places among the rows left that make good classes at a node, and their classes."""
    hashes = walk.hashes(node)
    buckets = (hashes >> np.uint64(48)).view(np.int64)
    # Different classes may share a bucket, so a bucket only says where looking is worth it.
    places = np.flatnonzero((np.bincount(buckets, minlength=65_536) >= k)[buckets])
    if not len(places):
        return places, places
    _, classes, sizes = np.unique(hashes[places], return_inverse=True, return_counts=True)
    places, classes = _only(sizes >= k, places, classes.reshape(-1))
    if len(places):
        places, classes = _only(holds(walk.left[places], classes), places, classes)
    return places, classes


def _only(good: Flags, places: Codes, classes: Codes) -> tuple[Codes, Codes]:
    """The places in good classes, the classes numbered anew."""
    if good.all():
        return places, classes
    number = np.cumsum(good) - 1
    kept = good[classes]
    return places[kept], number[classes[kept]]


class _Walk:
    """The rows that are left, and a hash of their labels at any node by adding up a few parts."""

    def __init__(self, columns: Sequence[CodedColumn], rows: int) -> None:
        self.left: Codes = np.arange(rows, dtype=np.int64)
        self._groups = _column_groups(columns, rows)
        draw = np.random.default_rng(_SEED)
        self._hash_by_level = [
            [
                draw.integers(0, 2**64, int(codes.max()) + 1, dtype=np.uint64)[codes]
                for codes in column.code_by_level
            ]
            for column in columns
        ]
        self._columns = columns
        self._parts = [
            {
                levels: self._part(group, levels)
                for levels in product(*(range(columns[place].levels) for place in group))
            }
            for group in self._groups
        ]
        self._stored = rows
        self._place: Codes | None = None
        self._dead = 0

    def _part(self, group: tuple[int, ...], levels: Node) -> Hashes:
        total = np.zeros(len(self._columns[group[0]].value_of_row), dtype=np.uint64)
        for place, level in zip(group, levels, strict=True):
            total += self._hash_by_level[place][level][self._columns[place].value_of_row]
        return total

    def hashes(self, node: Node) -> Hashes:
        """For each row left a number that is equal for equal labels."""
        first, *others = (
            parts[tuple(node[place] for place in group)]
            for group, parts in zip(self._groups, self._parts, strict=True)
        )
        total = first if self._place is None else first[self._place]
        if not others:
            return total
        total = total + (others[0] if self._place is None else others[0][self._place])
        for part in others[1:]:
            total += part if self._place is None else part[self._place]
        return total

    def take(self, places: Codes) -> None:
        """Takes rows out; the parts are packed anew once a fifth of their rows are gone."""
        stays = np.ones(len(self.left), dtype=bool)
        stays[places] = False
        self.left = self.left[stays]
        place = np.flatnonzero(stays) if self._place is None else self._place[stays]
        if len(place) > 0.8 * self._stored:
            self._place = place
            return
        for parts in self._parts:
            for levels, hashes in parts.items():
                parts[levels] = hashes[place]
        self._stored, self._place = len(place), None


def _column_groups(columns: Sequence[CodedColumn], rows: int) -> list[tuple[int, ...]]:
    """Columns in as few groups as memory allows, each with few combinations of levels."""
    by_levels = sorted(range(len(columns)), key=lambda place: (-columns[place].levels, place))
    for count in range(min(2, len(columns)), len(columns) + 1):
        groups: list[list[int]] = [[] for _ in range(count)]
        for place in by_levels:
            groups[_smallest(groups, columns)].append(place)
        if sum(_combinations(group, columns) for group in groups) * rows <= _MOST_HASHES:
            break
    return [tuple(sorted(group)) for group in groups if group]


def _smallest(groups: Sequence[Sequence[int]], columns: Sequence[CodedColumn]) -> int:
    return min(range(len(groups)), key=lambda n: (_combinations(groups[n], columns), n))


def _combinations(group: Sequence[int], columns: Sequence[CodedColumn]) -> int:
    return prod(columns[place].levels for place in group)


def ordered_nodes(columns: Sequence[CodedColumn]) -> list[Node]:
    """The nodes of the walk by what they cost on average; the last says nothing of anybody."""
    losses = [[column.mean_loss(level) for level in range(column.levels)] for column in columns]

    def loss(node: Node) -> tuple[float, Node]:
        told = sum(by_level[level] for by_level, level in zip(losses, node, strict=True))
        return round(told, 12), node

    return sorted(_nodes(columns), key=loss)


def _nodes(columns: Sequence[CodedColumn]) -> Iterator[Node]:
    """Every node; of very many, those of the finest and coarsest levels of few columns at a time."""
    levels = [list(range(column.levels)) for column in columns]
    while prod(map(len, levels)) > MOST_NODES and max(map(len, levels)) > 2:
        longest = max(range(len(levels)), key=lambda place: (len(levels[place]), -place))
        del levels[longest][len(levels[longest]) // 2]
    if prod(map(len, levels)) <= MOST_NODES:
        yield from product(*levels)
        return
    last = tuple(by_level[-1] for by_level in levels)
    first = tuple(by_level[0] for by_level in levels)
    found = {first, last}
    for size in (1, 2):
        for places in combinations(range(len(levels)), size):
            found.add(tuple(last[n] if n in places else first[n] for n in range(len(levels))))
            found.add(tuple(first[n] if n in places else last[n] for n in range(len(levels))))
    for place in range(len(levels)):
        found.add(last[:place] + first[place:])
        found.add(first[:place] + last[place:])
    yield from sorted(found)
