"""Rows that follow each other taken together, so that what comes after can work by columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from anonkit.connectors.readers.units import Block, SourceBlock, SourceRow, Unit

MOST_ROWS = 5000
"""As many rows as a block holds at most."""


def in_blocks(units: Iterable[Unit]) -> Iterator[Block]:
    """The units, those rows taken together that follow each other and have the same columns."""
    rows: list[SourceRow] = []
    for unit in units:
        if rows and not _goes_with(unit, rows):
            yield _block(rows)
            rows = []
        if isinstance(unit, SourceRow):
            rows.append(unit)
        else:
            yield unit
    if rows:
        yield _block(rows)


def _goes_with(unit: Unit, rows: list[SourceRow]) -> bool:
    if not isinstance(unit, SourceRow) or len(rows) == MOST_ROWS:
        return False
    return tuple(unit.values) == tuple(rows[0].values)


def _block(rows: list[SourceRow]) -> SourceBlock:
    headers = tuple(rows[0].values)
    columns = zip(*(row.values.values() for row in rows), strict=True)
    return SourceBlock([row.place for row in rows], dict(zip(headers, columns, strict=True)))


def in_rows(blocks: Iterable[Block]) -> Iterator[Unit]:
    """The units of blocks, one by one; what a reader kept beside the columns is left out."""
    return chain.from_iterable(
        _rows(block) if isinstance(block, SourceBlock) else (block,) for block in blocks
    )


def _rows(block: SourceBlock) -> Iterator[SourceRow]:
    headers = tuple(block.columns)
    for place, *cells in zip(block.places, *block.columns.values(), strict=True):
        yield SourceRow(place, dict(zip(headers, cells, strict=True)), tuple(cells))
