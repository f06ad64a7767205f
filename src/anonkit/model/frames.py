"""Canonical frames: all text, columns in declared order; and typed copies on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from anonkit.model.fields import FieldType
from anonkit.model.tables import TABLES, TableSchema

TEXT = pd.StringDtype(na_value=float("nan"))
RELEASED_MARK = "release"
"""What a frame of a release says of itself; a notebook masks every other once records were opened."""
_MARK = "anonkit"


def released_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, marked as one of a release; the mark goes along with its copies and parts."""
    frame.attrs[_MARK] = RELEASED_MARK
    return frame


def frame_mark(frame: object) -> str | None:
    """What a frame says of itself; a hint for displays and no proof."""
    mark = getattr(frame, "attrs", {}).get(_MARK)
    return mark if isinstance(mark, str) else None


def empty_frame(table: str) -> pd.DataFrame:
    """A canonical frame of this table without rows."""
    return canonical_frame(table, ())


def canonical_frame(
    table: str, rows: Iterable[Mapping[str, object]] | pd.DataFrame
) -> pd.DataFrame:
    """The rows as a canonical frame: every declared column, in order, text or missing.

    Columns the table does not declare raise `KeyError`; an empty text becomes missing.
    """
    schema = TABLES[table]
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    unknown = [str(name) for name in frame.columns if name not in schema.field_by_name]
    if unknown:
        raise KeyError(f"table {table} declares no field {', '.join(sorted(unknown))}")
    columns = {
        name: _text_column(frame[name])
        if name in frame
        else pd.Series(index=frame.index, dtype=TEXT)
        for name in schema.column_names
    }
    return pd.DataFrame(columns, columns=list(schema.column_names)).reset_index(drop=True)


def frame_of_columns(table: str, columns: Mapping[str, Sequence[str | None]]) -> pd.DataFrame:
    """As `canonical_frame`, for rows that are given by column, all of one length."""
    schema = TABLES[table]
    if unknown := sorted(set(columns) - set(schema.field_by_name)):
        raise KeyError(f"table {table} declares no field {', '.join(unknown)}")
    count = len(next(iter(columns.values()), ()))
    nothing = pd.array([None], dtype=TEXT).repeat(count)
    found = {
        name: text_array(columns[name]) if name in columns else nothing.copy()
        for name in schema.column_names
    }
    return pd.DataFrame(found, columns=list(schema.column_names))


def text_array(column: Sequence[str | None]) -> Any:
    """A column of a canonical frame: text or missing, an empty text as missing."""
    if "" in column:
        column = [text or None for text in column]
    first = column[:1]
    # Platform, source and time of reading are the same in every row.
    if column[-1:] == first and column.count(column[0] if first else None) == len(column):
        return pd.array(first, dtype=TEXT).repeat(len(column))
    return pd.array(pa.array(column, pa.large_string()), dtype=TEXT)


def _text_column(column: pd.Series) -> pd.Series:
    text = column.astype(TEXT)
    return text.mask(text == "")


def typed_frame(table: str | TableSchema, frame: pd.DataFrame) -> pd.DataFrame:
    """A copy in pandas types: date-times as UTC, decimals as float, integers, booleans; the rest text."""
    schema = TABLES[table] if isinstance(table, str) else table
    converted = {
        name: _typed_column(schema.field_by_name[str(name)].type, frame[name])
        if name in schema.field_by_name
        else frame[name]
        for name in frame.columns
    }
    return pd.DataFrame(converted, index=frame.index)


def _typed_column(type_: FieldType, column: pd.Series) -> pd.Series:
    if type_ is FieldType.DATE_TIME:
        return pd.to_datetime(column, format="ISO8601", utc=True, errors="coerce")
    if type_ is FieldType.DECIMAL:
        return pd.to_numeric(column, errors="coerce")
    if type_ is FieldType.INTEGER:
        return pd.to_numeric(column, errors="coerce").astype("Int64")
    if type_ is FieldType.BOOLEAN:
        return column.map({"true": True, "false": False}).astype("boolean")
    return column.copy()
