"""Runs a predicate over a column once per distinct value.

Plain lists, not pandas operations: predicates are Python functions anyway, and most tables are short.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd


def failing_values(column: pd.Series, is_right: Callable[[str], bool]) -> pd.Series:
    """Where a value is there and is not right; a missing value never fails."""
    values = column.tolist()
    verdict = {value: not is_right(value) for value in set(values) if isinstance(value, str)}
    return pd.Series(
        [verdict.get(value, False) for value in values], index=column.index, dtype=bool
    )


def failing_pairs(
    left: pd.Series, right: pd.Series, is_right: Callable[[str, str], bool]
) -> pd.Series:
    """Where both values are there and do not agree."""
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    verdict = {
        (one, other): not is_right(one, other)
        for one, other in set(pairs)
        if isinstance(one, str) and isinstance(other, str)
    }
    return pd.Series([verdict.get(pair, False) for pair in pairs], index=left.index, dtype=bool)
