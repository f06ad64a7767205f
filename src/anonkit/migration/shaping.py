"""From canonical text to the form a target wants, a whole column at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from anonkit.migration.classes import FieldFate
from anonkit.migration.context import MigrationContext
from anonkit.migration.shaped import (
    TEXT,
    Codes,
    Shaped,
    arrow_text,
    carried,
    codes_where,
    compared,
    filled,
    no_text,
)
from anonkit.migration.target import Column
from anonkit.migration.times import local_times

_OF_A_MOMENT = {"%Y-%m": 7, "%Y-%m-%d": 10, "%Y-%m-%d %H:%M": 16, "%Y-%m-%d %H:%M:%S": 19}
"""Patterns that are the beginning of how Arrow itself writes a moment, several times as fast."""
_WHOLE_DAY = r"\d{4}-\d{2}-\d{2}(?:T.*)?"


def shape(column: Column, values: pd.Series, context: MigrationContext) -> Shaped:
    """The values in the column's form, cut where they are too long."""
    return _within(column, _FORMS[column.form](column, values, context))


def _text(_column: Column, values: pd.Series, _context: MigrationContext) -> Shaped:
    return carried(values)


def _date(column: Column, values: pd.Series, _context: MigrationContext) -> Shaped:
    """Days in the target's pattern; a day without its year only where the target writes such days."""
    whole = values.str.fullmatch(_WHOLE_DAY).fillna(False).to_numpy(dtype=bool)
    days = pd.to_datetime(values.where(whole).str[:10], format="%Y-%m-%d", errors="coerce")
    out = formatted(days, column.pattern)
    codes = compared(values, out, FieldFate.RESHAPED)
    # A moment that becomes a day has lost its time.
    codes[filled(out) & (values.str.len() > 10).fillna(False).to_numpy(dtype=bool)] = (
        FieldFate.TRUNCATED
    )
    if column.without_year:
        yearless = values.str.fullmatch(r"--\d{2}-\d{2}").fillna(False).to_numpy(dtype=bool)
        short = formatted(
            pd.to_datetime(
                "2000" + values.where(yearless).str[1:], format="%Y-%m-%d", errors="coerce"
            ),
            column.without_year,
        )
        out = out.where(~yearless, short)
        codes[yearless & filled(short)] = FieldFate.RESHAPED
    return Shaped(out, codes)


def _time(column: Column, values: pd.Series, context: MigrationContext) -> Shaped:
    times = local_times(values, context.zone)
    out = formatted(times.naive, column.pattern)
    doubtful = times.is_twice
    if column.day_pattern is None:
        doubtful = doubtful | times.has_no_clock
    elif times.has_no_clock.any():
        out = out.mask(times.has_no_clock, formatted(times.naive, column.day_pattern))
    codes = compared(values, out, FieldFate.RESHAPED)
    codes[filled(out) & doubtful] = FieldFate.COERCED
    return Shaped(out, codes, times.does_not_exist)


def minutes_between(starts: pd.Series, ends: pd.Series) -> Shaped:
    """How long from start to end in whole minutes; open where either is not known."""
    begin, end = (
        pd.to_datetime(each, format="ISO8601", utc=True, errors="coerce") for each in (starts, ends)
    )
    seconds = (end - begin).dt.total_seconds()
    usable = (seconds > 0).to_numpy(dtype=bool)
    out = (seconds.where(usable) // 60).astype("Int64").astype(TEXT)
    return Shaped(out, codes_where(filled(out), FieldFate.RESHAPED))


def _words(column: Column, values: pd.Series, _context: MigrationContext) -> Shaped:
    out = mapped(values, column.words)
    codes = compared(values, out, FieldFate.RESHAPED)
    lossy = values.isin(list(column.coerced)).to_numpy(dtype=bool)
    codes[lossy & filled(out)] = FieldFate.COERCED
    return Shaped(out, codes)


def _list(_column: Column, values: pd.Series, _context: MigrationContext) -> Shaped:
    out = values.map(lambda text: ", ".join(map(str, json.loads(text))), na_action="ignore").astype(
        TEXT
    )
    out = out.mask(out == "")
    return Shaped(out, codes_where(filled(out), FieldFate.RESHAPED))


def _staff(column: Column, values: pd.Series, context: MigrationContext) -> Shaped:
    names = mapped(values, context.staff_names)
    found = _matched(column.model_copy(update={"kind": "practitioners"}), names, context)
    return Shaped(found.cells, codes_where(filled(found.cells), FieldFate.RESHAPED), found.waits)


def _matched(column: Column, values: pd.Series, context: MigrationContext) -> Shaped:
    """The target's own word for it; a line that was parked makes its rows wait."""
    assert column.kind is not None
    lines = context.crosswalk.get(column.kind, {})
    out = mapped(values, {name: word for name, word in lines.items() if word is not None})
    parked = [name for name, word in lines.items() if word is None]
    waits = values.isin(parked).to_numpy(dtype=bool) if parked else None
    return Shaped(out, compared(values, out, FieldFate.RESHAPED), waits)


_FORMS: Mapping[str, Callable[[Column, pd.Series, MigrationContext], Shaped]] = {
    "text": _text,
    "date": _date,
    "time": _time,
    "words": _words,
    "list": _list,
    "staff": _staff,
    "matched": _matched,
}


def mapped(values: pd.Series, words: Mapping[str, str]) -> pd.Series:
    """Each value by its word; missing where there is none."""
    if not words:
        return no_text(values.index)
    places, own = pd.factorize(values)
    told = pd.array([words.get(word) for word in own], dtype=TEXT)
    return pd.Series(told.take(places, allow_fill=True), index=values.index, dtype=TEXT)


class Owners:
    """Rows beside the rows of another table that they point at."""

    def __init__(self, keys: pd.Series, row_keys: pd.Series) -> None:
        self._index = keys.index
        found = pc.index_in(arrow_text(keys), value_set=arrow_text(row_keys), skip_nulls=True)
        self._places = pc.fill_null(found, -1).to_numpy(zero_copy_only=False).astype(np.int64)

    def of(self, column: pd.Series) -> pd.Series:
        """The other table's column, a value for each of the rows; missing where they point nowhere."""
        told = column.astype(TEXT).array.take(self._places, allow_fill=True)
        return pd.Series(told, index=self._index, dtype=TEXT)


def formatted(days: pd.Series, pattern: str) -> pd.Series:
    """Moments as text; Arrow writes a million in the time pandas takes for a tenth."""
    moments = pa.Array.from_pandas(days.astype("datetime64[s]"))
    length = _OF_A_MOMENT.get(pattern)
    if length is None:
        text = pc.strftime(moments, format=pattern)
    else:
        text = pc.utf8_slice_codeunits(pc.cast(moments, pa.string()), 0, length)
    return pd.Series(text.to_pandas().to_numpy(), index=days.index, dtype=TEXT)


def _within(column: Column, shaped: Shaped) -> Shaped:
    if column.longest is None:
        return shaped
    long: Codes = (shaped.cells.str.len() > column.longest).fillna(False).to_numpy(dtype=bool)
    if not long.any():
        return shaped
    if column.on_long == "wait":
        waits = long if shaped.waits is None else long | shaped.waits
        return Shaped(shaped.cells, shaped.codes, waits)
    cut = shaped.cells.str[: column.longest]
    return Shaped(cut, np.where(long, np.uint8(FieldFate.TRUNCATED), shaped.codes), shaped.waits)
