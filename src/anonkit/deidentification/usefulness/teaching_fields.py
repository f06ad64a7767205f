"""What a set teaches by: product, dose, site and the order of visits, and in how many cases it was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from anonkit.deidentification.disclosure.inputs import require_columns

NOT_USEFUL = "not useful"
ORDER = "order of visits"
TEACHING_FIELDS: Mapping[str, str] = {"product": "product", "quantity": "dose", "site": "site"}
MOST_LOST = 0.1
"""A set is not useful where more than this share of the cases that had a field have lost it."""


@dataclass(frozen=True)
class LostFields:
    """By field: how many cases had it in the records, and how many of these have lost it."""

    had: Mapping[str, int]
    lost: Mapping[str, int]
    most_lost: float = MOST_LOST

    @property
    def too_often(self) -> dict[str, tuple[int, int]]:
        """The fields that were lost too often: cases that lost them, of those that had them."""
        return {
            name: (self.lost[name], self.had[name])
            for name in self.had
            if self.lost[name] > self.most_lost * self.had[name]
        }

    @property
    def is_useful(self) -> bool:
        """Whether no field was lost too often."""
        return not self.too_often

    def words_for_recipient(self) -> tuple[str, ...]:
        """The same without counts."""
        most = f"{self.most_lost:.0%}"
        return tuple(
            f"{NOT_USEFUL}: {name} was lost in more than {most} of the cases that had it"
            for name in self.too_often
        )

    def words(self) -> tuple[str, ...]:
        """Why a set is not useful, a line a field."""
        return tuple(
            f"{NOT_USEFUL}: {name} was lost in {lost} of {had} cases"
            for name, (lost, had) in self.too_often.items()
        )


def lost_fields(
    before: pd.DataFrame, after: pd.DataFrame, *, most_lost: float = MOST_LOST
) -> LostFields:
    """What the treatments of released cases tell no more.

    Both frames hold a row a treatment done here: ``case``, ``visit``, ``product``, ``quantity``, ``site``. A case
    has lost a field where it told it before and does not now, or where more of its rows are without it;
    rows that are not told at all count only where none is left. It has lost its order where visits that
    were apart are not told apart. A column that is missing after was lost in every case that had it.
    """
    require_columns(before, ["case", "visit", *TEACHING_FIELDS])
    require_columns(after, ["case"])
    had, lost = {}, {}
    for column, name in TEACHING_FIELDS.items():
        had[name], lost[name] = _lost(before, after, column)
    had[ORDER], lost[ORDER] = _lost_order(before, after)
    return LostFields(had, lost, most_lost)


def _lost(before: pd.DataFrame, after: pd.DataFrame, column: str) -> tuple[int, int]:
    told = before.groupby("case")[column].agg(["count", "size"])
    told = told[told["count"] > 0]
    now = _counted(after, column).reindex(told.index, fill_value=0)
    blank_before = told["size"] - told["count"]
    blank_now = now["size"] - now["count"]
    is_lost = (now["count"] == 0) | (blank_now > blank_before)
    return len(told), int(is_lost.sum())


def _counted(after: pd.DataFrame, column: str) -> pd.DataFrame:
    held = after[column] if column in after else pd.Series(None, index=after.index, dtype=object)
    return held.groupby(after["case"]).agg(["count", "size"])


def _lost_order(before: pd.DataFrame, after: pd.DataFrame) -> tuple[int, int]:
    visits = before.groupby("case")["visit"].nunique()
    visits = visits[visits > 1]
    now = _counted(after, "visit").reindex(visits.index, fill_value=0)
    if "visit" not in after:
        return len(visits), len(visits)
    apart = after.groupby("case")["visit"].nunique().reindex(visits.index, fill_value=0)
    return len(visits), int(((apart < 2) | (now["count"] < now["size"])).sum())
