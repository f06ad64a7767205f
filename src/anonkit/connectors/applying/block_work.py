"""One block of source rows in the making: what its rules made so far, and how it ends."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from types import MappingProxyType

from anonkit.connectors.applying.made_blocks import FaultyRow, MadeBlock, MadeColumns, in_one

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass
class BlockWork:
    """Takes what each rule makes, in the order of the rules, and parts it at the end."""

    places: Sequence[str]
    parts: list[MadeColumns] = field(default_factory=list)
    faults: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By source row why it may not go on."""
    _made: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _told: int = 0

    def made_by(self, rows: Sequence[int]) -> list[Mapping[str, str]]:
        """For each of the source rows the row keys that earlier rules made of it, by table."""
        if not self.parts:
            return [_NOTHING] * len(rows)
        for part in self.parts[self._told :]:
            for row, key in zip(part.rows, part.keys, strict=True):
                self._made[row].setdefault(part.table, key)
        self._told = len(self.parts)
        return [self._made.get(row, _NOTHING) for row in rows]

    def finish(
        self, block: MadeBlock, rows: Sequence[int], rest: Mapping[str, Sequence[str]]
    ) -> None:
        """Parts what goes on from what does not.

        `rows` are the source rows that are records, `rest` the columns that no rule names.
        """
        is_whole = any(len(part.rows) == len(rows) for part in self.parts)
        made = len(rows) if is_whole else len({row for part in self.parts for row in part.rows})
        block.ignored["no-record"] += len(rows) - made
        block.read = made - len(self.faults)
        if self.faults:
            block.faulty = [self._faulty(row, rest) for row in sorted(self.faults)]
            left = [part.without(self.faults) for part in self.parts]
            self.parts = [part for part in left if part.rows]
        block.unmapped = self._unmapped(rest)
        block.refs = self._refs()
        by_table: dict[str, list[MadeColumns]] = defaultdict(list)
        for part in self.parts:
            by_table[part.table].append(part)
        block.tables = [in_one(parts) for parts in by_table.values()]

    def _faulty(self, row: int, rest: Mapping[str, Sequence[str]]) -> FaultyRow:
        places = [(part, bisect_left(part.rows, row)) for part in self.parts]
        own = [part.row(at) for part, at in places if at < len(part.rows) and part.rows[at] == row]
        unmapped = {header: column[row] for header, column in rest.items() if column[row]}
        return FaultyRow(self.places[row], own, self.faults[row], unmapped)

    def _unmapped(self, rest: Mapping[str, Sequence[str]]) -> Sequence[Sequence[str]]:
        if not any(map(any, rest.values())):
            return ()
        first_key: dict[int, str] = {}
        first_table: dict[int, str] = {}
        for part in reversed(self.parts):
            first_key |= zip(part.rows, part.keys, strict=True)
            first_table |= zip(part.rows, repeat(part.table), strict=False)
        found = _Listed()
        for header, column in rest.items():
            rows = [row for row, text in enumerate(column) if text and row in first_key]
            found.add(
                rows,
                [first_key[row] for row in rows],
                [first_table[row] for row in rows],
                [header] * len(rows),
                [column[row] for row in rows],
            )
        return found.columns

    def _refs(self) -> Sequence[Sequence[str]]:
        found = _Listed()
        for part in self.parts:
            told = [at for at, ref in enumerate(part.refs) if ref is not None and ref[1]]
            refs = [ref for ref in part.refs if ref is not None and ref[1]]
            found.add(
                [part.rows[at] for at in told],
                [part.keys[at] for at in told],
                [part.table] * len(told),
                [kind for kind, _ in refs],
                [text for _, text in refs],
            )
        return found.columns


class _Listed:
    """What is told of rows, several things of one row maybe, by column and in the order of the rows."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: tuple[list[str], ...] = ([], [], [], [])

    def add(self, rows: Sequence[int], *columns: Sequence[str]) -> None:
        """Takes columns over, of which each cell tells something of the row beside it."""
        self._rows += rows
        for held, more in zip(self._columns, columns, strict=True):
            held.extend(more)

    @property
    def columns(self) -> Sequence[Sequence[str]]:
        """What is told of one row keeps the order in which it was added."""
        order = sorted(range(len(self._rows)), key=self._rows.__getitem__)
        return [[column[at] for at in order] for column in self._columns]
