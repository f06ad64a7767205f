"""A column on its way into a target's form: the values, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from anonkit.migration.classes import FieldFate

TEXT = pd.StringDtype(na_value=float("nan"))

Codes = np.ndarray
"""One small number per row: a `FieldFate`."""


@dataclass(frozen=True)
class Shaped:
    """What the target is given, and what became of each value."""

    cells: pd.Series
    codes: Codes
    """`FieldFate.OPEN` where the form cannot say the value, or where there is none."""
    waits: Codes | None = None
    """Rows that cannot go on because of this value."""


def arrow_text(values: pd.Series) -> pa.Array:
    """The texts as Arrow holds them, in one piece."""
    held = pa.array(values, type=pa.large_string(), from_pandas=True)
    return held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held


def among(values: pd.Series, wanted: pd.Series) -> Codes:
    """Where a value is one of those; a missing one never is."""
    found = pc.is_in(arrow_text(values), value_set=arrow_text(wanted), skip_nulls=True)
    mask: Codes = found.to_numpy(zero_copy_only=False).astype(bool)
    return mask


def filled(values: pd.Series) -> Codes:
    """Where there is a value."""
    return values.notna().to_numpy(dtype=bool)


def codes_where(mask: Codes, fate: FieldFate) -> Codes:
    """One fate where the mask holds, open elsewhere."""
    return np.where(mask, np.uint8(fate), np.uint8(FieldFate.OPEN)).astype(np.uint8)


def carried(values: pd.Series) -> Shaped:
    """Every value as it is."""
    return Shaped(values, codes_where(filled(values), FieldFate.CARRIED))


def counted(words: pd.Series) -> dict[str, int]:
    """How many rows have each word; a missing one is not counted."""
    counts = words.value_counts()
    return dict(zip(counts.index.tolist(), counts.tolist(), strict=True))


def no_text(index: pd.Index) -> pd.Series:
    """A text column without values."""
    return pd.Series(index=index, dtype=TEXT)


def compared(before: pd.Series, after: pd.Series, otherwise: FieldFate) -> Codes:
    """Carried where both are the same, the other fate where they differ, open where nothing came out."""
    there = filled(before) & filled(after)
    same = (before == after).fillna(False).to_numpy(dtype=bool)
    codes = codes_where(there & same, FieldFate.CARRIED)
    codes[there & ~same] = otherwise
    return codes
