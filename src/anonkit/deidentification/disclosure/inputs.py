"""Refuses frames that cannot be measured or enforced, with counts and names of columns, never values."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import pandas as pd

from anonkit.errors import SettingsError


def require_columns(frame: pd.DataFrame, names: Sequence[str]) -> None:
    """Every name is a column of the frame, once; `SettingsError` names all that are not."""
    columns = [str(name) for name in frame.columns]
    missing = [name for name in names if name not in columns]
    if missing:
        raise SettingsError(
            f"{len(missing)} of {len(names)} columns are not in the table: "
            f"{'; '.join(_with_hint(name, columns) for name in missing)}."
        )
    twice = [name for name in dict.fromkeys(names) if columns.count(name) > 1]
    if twice:
        raise SettingsError(
            f"the table has {len(twice)} columns more than once: {', '.join(twice)}. "
            "Keep one of each."
        )


def require_rows_once(frame: pd.DataFrame) -> None:
    """No index label names two rows; `SettingsError` counts those that do."""
    twice = int(frame.index.duplicated(keep=False).sum())
    if twice:
        raise SettingsError(
            f"{twice} of {len(frame)} rows share their index label with another; "
            "give each row its own (reset_index)."
        )


def _with_hint(name: str, columns: Sequence[str]) -> str:
    close = get_close_matches(name, columns, n=1)
    return f"{name} (did you mean {close[0]}?)" if close else name
