"""Runs a predicate over a column once per distinct value."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd


def failing_values(column: pd.Series, is_right: Callable[[str], bool]) -> pd.Series:
    """Where a value is there and is not right; a missing value never fails."""
    distinct = column.dropna().unique()
    verdict = {value: not is_right(str(value)) for value in distinct}
    return column.map(verdict).fillna(False).astype(bool)


def failing_pairs(
    left: pd.Series, right: pd.Series, is_right: Callable[[str, str], bool]
) -> pd.Series:
    """Where both values are there and do not agree."""
    verdict: dict[tuple[str, str], bool] = {}
    flags: list[bool] = []
    there = (left.notna() & right.notna()).tolist()
    for has_both, one, other in zip(there, left.tolist(), right.tolist(), strict=True):
        if not has_both:
            flags.append(False)
            continue
        pair = (str(one), str(other))
        if pair not in verdict:
            verdict[pair] = not is_right(*pair)
        flags.append(verdict[pair])
    return pd.Series(flags, index=left.index, dtype=bool)
