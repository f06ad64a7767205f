"""The rows of a frame as plain mappings, without what is missing."""

from __future__ import annotations

import pandas as pd

Row = dict[str, str]
"""One row's values by column; a missing value is not there."""


def rows_of(frame: pd.DataFrame | None) -> list[Row]:
    """The frame's rows in order."""
    if frame is None or frame.empty:
        return []
    names = [str(name) for name in frame.columns]
    columns = [frame[name].tolist() for name in frame.columns]
    return [
        {name: value for name, value in zip(names, values, strict=True) if isinstance(value, str)}
        for values in zip(*columns, strict=True)
    ]
