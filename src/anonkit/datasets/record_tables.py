"""The tables of a release, whole and in an order that says nothing and depends on nothing."""

from __future__ import annotations

import re

import pandas as pd

from anonkit.model import CLIENT_TABLES, TABLES, PartitionReader, ReleasableRecords, as_reader

CASES = "cases"
"""The table with one row a case, made by the policy."""
LEADING = ("case", "row", "visit", "when")
"""What stands first in every table that belongs to cases."""

_CASE_COLUMNS = (
    *("made_up_name", "age_band", "sex", "skin_type", "region", "visits", "span", "intervals"),
    *("procedures", "products", "complications", "sites"),
)
_DIGITS = re.compile(r"(\d+)")


def released_tables(records: ReleasableRecords) -> dict[str, pd.DataFrame]:
    """Every table that holds rows: `cases` first, then in declared order; rows by case, visit and row.

    Takes what the release gate let through and nothing else.
    """
    if not isinstance(records, ReleasableRecords):
        raise TypeError(
            f"only what the release gate let through can be written as a dataset, "
            f"not {type(records).__name__}; pass the records through the gate first"
        )
    reader = as_reader(records)
    names = [CASES, *(name for name in TABLES if name != CASES)]
    frames = {name: _whole(reader, name) for name in names if name in reader.tables}
    return {name: _ordered(name, frame) for name, frame in frames.items() if len(frame)}


def _whole(reader: PartitionReader, table: str) -> pd.DataFrame:
    per_case = table in CLIENT_TABLES or table == CASES
    indexes = range(reader.partition_count) if per_case else range(1)
    parts = [part for part in (reader.read(table, index) for index in indexes) if part is not None]
    if not parts:
        return pd.DataFrame()
    frame = pd.concat(parts, ignore_index=True)
    # a reader may hand out the small table of cases whole with every partition
    return frame.drop_duplicates("case", ignore_index=True) if table == CASES else frame


def _ordered(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    leading = [name for name in LEADING if name in frame]
    declared = TABLES[table].column_names if table in TABLES else _CASE_COLUMNS
    known = [name for name in declared if name in frame and name not in leading]
    others = sorted(
        str(name) for name in frame.columns if name not in leading and name not in known
    )
    sorters = leading if "row" in leading or table == CASES else leading + known + others
    keys = pd.DataFrame({name: _sort_key(name, frame[name]) for name in sorters if name != "when"})
    order = (
        keys.sort_values(list(keys.columns), kind="stable").index
        if len(keys.columns)
        else frame.index
    )
    return frame.loc[order, leading + known + others].reset_index(drop=True)


def _sort_key(name: str, column: pd.Series) -> pd.Series:
    return column.astype("str") if name == "case" else column.map(natural_key)


def natural_key(value: object) -> str:
    """A text that sorts as a reader counts: `treatments-2` before `treatments-10`; missing comes last."""
    if not isinstance(value, str):
        return "\uffff" if pd.isna(value) else natural_key(str(value))  # type: ignore[call-overload]
    return _DIGITS.sub(lambda found: found[0].zfill(12), value)
