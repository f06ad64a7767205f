"""Finds the rows of a release that hold an identifier, before they are written."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from anonkit.deidentification.leak_check.index import IdentifierIndex
from anonkit.deidentification.leak_check.search import Searcher

_CASES = "cases"


def without_leaks(
    tables: Mapping[str, pd.DataFrame], identifiers: IdentifierIndex
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """The tables without rows in which something certain stands, and how many went, by table.

    A note that was not cleaned is left out whole rather than mended. The table of cases is not
    touched: what stands there closes the gate.
    """
    searcher = Searcher(identifiers)
    _learn_made_up_names(searcher, tables)
    kept: dict[str, pd.DataFrame] = {}
    gone: dict[str, int] = {}
    for name, frame in tables.items():
        bad = None if name == _CASES else _leaking(searcher, frame)
        kept[name] = frame if bad is None else frame[~bad].reset_index(drop=True)
        if bad is not None and bad.any():
            gone[name] = int(bad.sum())
    return kept, gone


def _learn_made_up_names(searcher: Searcher, tables: Mapping[str, pd.DataFrame]) -> None:
    cases = tables.get(_CASES)
    if cases is None or "made_up_name" not in cases:
        return
    for case, name in zip(cases["case"], cases["made_up_name"], strict=True):
        if isinstance(name, str):
            searcher.set_made_up_names(str(case), name)


def _leaking(searcher: Searcher, frame: pd.DataFrame) -> pd.Series:
    """For each row, whether any of its texts holds something certain."""
    bad = pd.Series(False, index=frame.index)
    cases = frame["case"] if "case" in frame else pd.Series(None, index=frame.index, dtype=object)
    for column in frame.columns:
        if column == "case":
            continue
        bad |= pd.Series(
            [
                isinstance(text, str) and any(hit.is_certain for hit in searcher.search(text, case))
                for text, case in zip(frame[column], cases, strict=True)
            ],
            index=frame.index,
            dtype=bool,
        )
    return bad
