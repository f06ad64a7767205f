"""What a block of source rows makes: rows by column, and those that may not go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from anonkit.connectors.applying.rows import MadeRow

Ref = tuple[str, str]
"""Kind and text of the best reference to a client whom nobody knows."""


@dataclass
class MadeColumns:
    """Canonical rows of one table, by column, in the order of their source rows."""

    table: str
    rows: Sequence[int]
    """The source row of each, by its number in the block."""
    columns: dict[str, list[str | None]]
    refs: list[Ref | None]

    @property
    def keys(self) -> list[str]:
        """The row keys."""
        return self.columns["row_key"]  # type: ignore[return-value]  # every row has one

    def row(self, at: int) -> MadeRow:
        """One of the rows by itself."""
        values = {name: column[at] for name, column in self.columns.items()}
        return MadeRow(self.table, self.keys[at], values, self.refs[at])

    def taken(self, kept: Sequence[int]) -> MadeColumns:
        """Some of the rows, in this order."""
        values = {name: [column[at] for at in kept] for name, column in self.columns.items()}
        rows, refs = [self.rows[at] for at in kept], [self.refs[at] for at in kept]
        return MadeColumns(self.table, rows, values, refs)

    def without(self, rows: Iterable[int]) -> MadeColumns:
        """Those that none of these source rows makes."""
        left_out = set(rows)
        return self.taken([at for at, row in enumerate(self.rows) if row not in left_out])


def in_one(parts: Sequence[MadeColumns]) -> MadeColumns:
    """Rows of one table that several rules make, source row by source row."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.columns)
    columns = {name: _joined(name, parts) for name in names}
    rows = [row for part in parts for row in part.rows]
    whole = MadeColumns(parts[0].table, rows, columns, [ref for part in parts for ref in part.refs])
    return whole.taken(sorted(range(len(rows)), key=rows.__getitem__))


def _joined(name: str, parts: Sequence[MadeColumns]) -> list[str | None]:
    found: list[str | None] = []
    for part in parts:
        found += part.columns.get(name) or [None] * len(part.rows)
    return found


@dataclass
class FaultyRow:
    """All that a source row makes which may not go on, and why."""

    place: str
    rows: list[MadeRow]
    faults: list[str]
    unmapped: dict[str, str]


@dataclass
class MadeBlock:
    """All that a block makes."""

    places: Sequence[str]
    read: int = 0
    """How many source rows went through."""
    tables: list[MadeColumns] = field(default_factory=list)
    """Each table once."""
    ignored: Counter[str] = field(default_factory=Counter)
    faulty: list[FaultyRow] = field(default_factory=list)
    unmapped: Sequence[Sequence[str]] = ()
    """Four columns: row key, table, column, value; none where there is nothing."""
    refs: Sequence[Sequence[str]] = ()
    """Four columns: row key, table, kind, reference; none where every client is known."""
    staff: list[tuple[str, MadeRow]] = field(default_factory=list)
    """Members of staff met for the first time, with the place of the row that names them."""
