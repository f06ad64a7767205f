"""Cells, column names and metadata of CSV and Parquet files."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from anonkit.deidentification.leak_check.passages import IsCase, Passage, joined, label, row_passage

_BATCH = 10_000
_MADE_UP = "made_up_name"


def csv_passages(text: str, place: str, is_case: IsCase) -> Iterator[Passage]:
    """Every cell of a CSV or TSV text; a text that is no table comes as it is."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    first_line = text.partition("\n")[0]
    separator = max(",;\t|", key=first_line.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error:
        yield Passage(text, place, by_line=True)
        return
    # Lines of remarks may stand above the header; the widest of the first rows is the header.
    header = max(rows[:20], key=len, default=[])
    for number, cells in enumerate(rows, 1):
        yield from _row(header, cells, number, place, is_case)


def parquet_passages(content: bytes, place: str, is_case: IsCase) -> Iterator[Passage]:
    """Every cell, column name and piece of metadata of a Parquet file."""
    file = pq.ParquetFile(pa.BufferReader(content))
    yield from _metadata(file, place)
    header = file.schema_arrow.names
    for number, name in enumerate(header, 1):
        yield Passage(name, joined(place, f"name of column {number}"))
    row = 0
    for batch in file.iter_batches(_BATCH):
        columns = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            row += 1
            yield from _row(header, cells, row, place, is_case)


def _metadata(file: pq.ParquetFile, place: str) -> Iterator[Passage]:
    pieces = dict(file.schema_arrow.metadata or {}) | dict(file.metadata.metadata or {})
    pieces.pop(b"ARROW:schema", None)  # the schema again, which is read above
    for field in file.schema_arrow:
        pieces |= field.metadata or {}
    pieces[b"created by"] = str(file.metadata.created_by or "").encode()
    for key, value in pieces.items():
        yield Passage(key.decode("utf-8", "replace"), joined(place, "metadata key"))
        yield Passage(value.decode("utf-8", "replace"), joined(place, "metadata"))


def _row(
    header: Sequence[str], cells: Sequence[object], number: int, place: str, is_case: IsCase
) -> Iterator[Passage]:
    where = joined(place, f"row {number}")
    case = _case_of(header, cells, is_case)
    for column, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        name = header[column] if column < len(header) else ""
        yield Passage(
            str(cell),
            joined(where, label(name, column + 1, "field")),
            case,
            is_number=isinstance(cell, int | float),
            made_up_for=case if name == _MADE_UP else None,
        )
    beside = row_passage(cells, where)
    if beside is not None:
        yield beside


def _case_of(header: Sequence[str], cells: Sequence[object], is_case: IsCase) -> str | None:
    for name, cell in zip(header, cells, strict=False):
        if name == "case" and isinstance(cell, str) and is_case(cell):
            return cell
    return None
