"""Whether amounts, doses, scores and settings are such as a clinic could have meant."""

from __future__ import annotations

from typing import Any

import pandas as pd

from anonkit.validation.checks.numbers import (
    is_between,
    is_plausible_dose,
    is_within_scale,
    number,
    settings_within,
)
from anonkit.validation.checks.series import failing_pairs, failing_values
from anonkit.validation.gx.expectations.base import RowExpectation


class ExpectNumberBetween(RowExpectation):
    """A number within both bounds."""

    column: str
    least: float | None = None
    most: float | None = None

    @staticmethod
    def failing(
        frame: pd.DataFrame, column: str, least: float | None, most: float | None
    ) -> pd.Series:
        return failing_values(frame[column], lambda text: is_between(text, least, most))


class ExpectNumberNotAbove(RowExpectation):
    """A size no larger than that of another column of the row, signs aside."""

    column: str
    than: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, than: str) -> pd.Series:
        def is_right(one: str, other: str) -> bool:
            left, right = number(one), number(other)
            return left is None or right is None or abs(left) <= abs(right)

        return failing_pairs(frame[column], frame[than], is_right)


class ExpectSignToFitKind(RowExpectation):
    """Not negative for these kinds of row, not positive for those."""

    column: str
    kind: str
    not_negative: list[str]
    not_positive: list[str]

    @staticmethod
    def failing(
        frame: pd.DataFrame,
        column: str,
        kind: str,
        not_negative: list[str],
        not_positive: list[str],
    ) -> pd.Series:
        def is_right(text: str, word: str) -> bool:
            value = number(text)
            if value is None:
                return True
            return not (word in not_negative and value < 0) and not (
                word in not_positive and value > 0
            )

        return failing_pairs(frame[column], frame[kind], is_right)


class ExpectScoreWithinScale(RowExpectation):
    """A score that its own scale allows."""

    score: str
    scale: str

    @staticmethod
    def failing(frame: pd.DataFrame, score: str, scale: str) -> pd.Series:
        return failing_pairs(frame[score], frame[scale], is_within_scale)


class ExpectPlausibleDose(RowExpectation):
    """A quantity within the first limit whose patterns fit the row.

    Each limit holds patterns by column under `where`, and `most` and perhaps `least`.
    """

    columns: list[str]
    limits: list[dict[str, Any]]

    @staticmethod
    def failing(frame: pd.DataFrame, columns: list[str], limits: list[dict[str, Any]]) -> pd.Series:
        rows = frame[["quantity", *columns]].astype(object)
        plain = rows.where(rows.notna(), None).to_dict("records")
        flags = [
            not is_plausible_dose({str(k): v for k, v in row.items()}, limits) for row in plain
        ]
        return pd.Series(flags, index=frame.index, dtype=bool)


class ExpectPlausibleSettings(RowExpectation):
    """Device settings within the limits given for names that fit a pattern."""

    column: str
    limits: dict[str, list[float]]

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, limits: dict[str, list[float]]) -> pd.Series:
        return failing_values(frame[column], lambda text: settings_within(text, limits))
