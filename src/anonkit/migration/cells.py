"""Cells that a spreadsheet would run are written so that it does not; phones and numbers stay."""

from __future__ import annotations

import re

import pandas as pd

_DANGEROUS = r"'*[=+\-@\t\r]"
_HARMLESS = r"[+-]?[\d(][\d ().,/:-]*"


def guarded(values: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The values with an apostrophe before what could run, and where one was put."""
    risky = values.str.match(_DANGEROUS).fillna(False).astype(bool)
    if not risky.any():
        return values, risky
    risky &= ~values.str.fullmatch(_HARMLESS).fillna(False).astype(bool)
    return values.mask(risky, "'" + values), risky


def unguarded(values: pd.Series) -> pd.Series:
    """The values as they were before `guarded`."""
    put = values.str.match("'" + _DANGEROUS).fillna(False).astype(bool)
    return values.mask(put, values.str[1:])


def plain_text(cell: str) -> str:
    """One cell as it was before `guarded`."""
    return cell[1:] if re.match("'" + _DANGEROUS, cell) else cell
