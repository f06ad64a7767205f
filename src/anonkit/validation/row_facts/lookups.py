"""Looking things up in the rows of the same client."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def looked_up(keys: pd.Series, table: pd.DataFrame | None, field: str) -> pd.Series:
    """The field of the row that each key names; missing where there is none."""
    if table is None or table.empty:
        return pd.Series(index=keys.index, dtype=keys.dtype)
    values = table.dropna(subset=["row_key"]).drop_duplicates("row_key").set_index("row_key")[field]
    return keys.map(values)


def truth(flags: pd.Series) -> pd.Series:
    """``true`` and ``false`` for booleans."""
    return flags.astype(bool).map({True: "true", False: "false"})


def rows_of(bundle: Mapping[str, pd.DataFrame], table: str) -> pd.DataFrame | None:
    """The bundle's frame of a table, if it holds any rows."""
    frame = bundle.get(table)
    return None if frame is None or frame.empty else frame
