"""Which told column of the visits speaks of what the records call product, site, family or lot."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from anonkit.deidentification.attack.release_view import CASE

_MOST_OF_IT = 0.5


def words_in(column: pd.Series) -> set[str]:
    """The different words of a column, in lower case."""
    return {str(word).casefold() for word in column.dropna().unique()}


def told_column(told: pd.DataFrame, true: pd.Series, names: Iterable[str] = ()) -> str | None:
    """The told column whose words are mostly the true ones; of equals the one of a usual name."""
    wanted = words_in(true)
    best, score = None, (_MOST_OF_IT, False)
    for name in (str(name) for name in told.columns if name != CASE):
        words = words_in(told[name])
        share = len(words & wanted) / len(words) if words else 0.0
        if (share, name in names) > score:
            best, score = name, (share, name in names)
    return best
