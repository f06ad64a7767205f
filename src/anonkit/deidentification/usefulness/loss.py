"""How much certainty coarsening takes away, and how alike it makes people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from anonkit.deidentification.disclosure.inputs import require_columns, require_rows_once
from anonkit.errors import SettingsError

SUPPRESSED = "*"


@dataclass(frozen=True)
class InformationLoss:
    """What coarsening cost, from 0 (nothing) to 1 (everything)."""

    gcp: float
    """Mean over cells of the share of certainty lost; a person left out loses everything."""
    by_column: Mapping[str, float]
    discernibility: int
    """Sum of squared class sizes; a person left out counts as alike to everybody."""
    people: int
    left_out: int


def information_loss(
    before: pd.DataFrame, after: pd.DataFrame, columns: Sequence[str], *, key: str = "case"
) -> InformationLoss:
    """The loss between two frames of one row a case, matched by `key`; those missing after were left out.

    What a label stands for is read off the matched rows: a number's label loses its width over the column's
    range, a word's label nothing if it stands for one word, else its words over all words (Xu and others
    2006; Ghinita and others 2007). A value that is told no more loses everything.
    """
    for frame in (before, after):
        require_columns(frame, [key, *columns])
        require_rows_once(frame)
    for frame, when in ((before, "before"), (after, "after")):
        if (twice := int(frame[key].duplicated().sum())) or not len(before):
            raise SettingsError(
                f"{twice} of {len(frame)} rows {when} repeat a case, or there are none."
            )
    strangers = int((~after[key].isin(before[key])).sum())
    if strangers:
        raise SettingsError(
            f"{strangers} of {len(after)} rows after are of no case that was there before."
        )
    matched = before[[key, *columns]].merge(
        after[[key, *columns]], on=key, suffixes=("", " told"), how="inner"
    )
    left_out = len(before) - len(after)
    by_column = {
        name: (
            float(_losses(before[name], matched[name], matched[f"{name} told"]).sum()) + left_out
        )
        / len(before)
        for name in columns
    }
    sizes = (
        after.groupby(list(columns), dropna=False).size()
        if len(columns)
        else pd.Series([len(after)])
    )
    return InformationLoss(
        gcp=sum(by_column.values()) / max(len(by_column), 1),
        by_column=by_column,
        discernibility=int((sizes.astype("int64") ** 2).sum()) + left_out * len(before),
        people=len(before),
        left_out=left_out,
    )


def _losses(everybody: pd.Series, raw: pd.Series, told: pd.Series) -> pd.Series:
    """By matched row: the share of certainty lost."""
    is_gone = raw.notna() & (told.isna() | (told == SUPPRESSED))
    numbers = pd.to_numeric(raw, errors="coerce")
    if bool((numbers.isna() == raw.isna()).all()) and raw.notna().any():
        domain = pd.to_numeric(everybody, errors="coerce").dropna()
        spread = float(domain.max() - domain.min())
        groups = numbers.groupby(told)
        width = (groups.transform("max") - groups.transform("min")).fillna(0.0)
        loss = width / spread if spread else width * 0.0
    else:
        words = raw.groupby(told).transform("nunique").fillna(1)
        loss = (words / max(int(everybody.nunique()), 1)).where(words > 1, 0.0)
    return loss.astype(float).mask(is_gone, 1.0).mask(raw.isna(), 0.0)
