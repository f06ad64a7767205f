"""The tables of a release as files: typed Parquet and CSV, the same bytes for the same rows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from anonkit.datasets.cells import column_type
from anonkit.datasets.csv_text import csv_bytes
from anonkit.model import FieldType

MARK_COLUMN = "anonkit_release"
"""The last column of every released CSV file and the metadata key of every Parquet file."""


@dataclass(frozen=True)
class Dataset:
    """The tables of a release under one machine mark."""

    tables: Mapping[str, pd.DataFrame]
    mark: str

    def parquet_bytes(self, table: str) -> bytes:
        """The table with typed columns; the mark stands in the file's metadata."""
        frame = typed_release_frame(table, self.tables[table])
        arrow = pa.Table.from_pandas(frame, preserve_index=False)
        arrow = arrow.replace_schema_metadata({MARK_COLUMN: self.mark})
        sink = io.BytesIO()
        pq.write_table(arrow, sink, compression="zstd")
        return sink.getvalue()

    def csv_bytes(self, table: str) -> bytes:
        """The table as text; the mark is the last cell of every row."""
        frame = self.tables[table]
        columns = [str(name) for name in frame.columns]
        filled = frame.astype(object).where(frame.notna(), "").astype(str)
        rows = ([*values, self.mark] for values in filled.itertuples(index=False, name=None))
        return csv_bytes([*columns, MARK_COLUMN], rows)


def typed_release_frame(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A copy in pandas types. A column is typed only where every value in it is of that type.

    A policy may have made a band of a number or a season of a date; such a column stays text, and so
    do lists (as JSON).
    """
    typed = {
        str(name): _typed(column_type(table, str(name)), frame[name]) for name in frame.columns
    }
    return pd.DataFrame(typed, index=frame.index)


def _typed(kind: FieldType, column: pd.Series) -> pd.Series:
    typed = _converted(kind, column)
    if typed is None or not bool((typed.isna() == column.isna()).all()):
        return column.astype("str")
    return typed


def _converted(kind: FieldType, column: pd.Series) -> pd.Series | None:
    if kind is FieldType.BOOLEAN:
        return column.map({"true": True, "false": False}).astype("boolean")
    if kind not in {FieldType.DECIMAL, FieldType.INTEGER}:
        return None
    numbers = pd.to_numeric(column, errors="coerce")
    is_whole = kind is FieldType.INTEGER and bool((numbers.dropna() % 1 == 0).all())
    return numbers.astype("Int64") if is_whole else numbers
