"""Text that is not what it seems."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from anonkit.validation.checks.series import failing_values
from anonkit.validation.checks.text import (
    holds_control_characters,
    holds_formula,
    is_garbled,
    is_placeholder,
)
from anonkit.validation.gx.expectations.base import RowExpectation


class ExpectNoFormulaText(RowExpectation):
    """In no column would a spreadsheet run the text."""

    columns: list[str]

    @staticmethod
    def failing(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
        return _anywhere(frame, columns, holds_formula)


class ExpectNoControlCharacters(RowExpectation):
    """No column holds characters that nobody typed."""

    columns: list[str]

    @staticmethod
    def failing(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
        return _anywhere(frame, columns, holds_control_characters)


class ExpectNoGarbledText(RowExpectation):
    """No column looks as if it had been read in the wrong encoding."""

    columns: list[str]

    @staticmethod
    def failing(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
        return _anywhere(frame, columns, is_garbled)


class ExpectNoPlaceholder(RowExpectation):
    """Nobody typed just anything to get past a required box."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        return failing_values(frame[column], lambda text: not is_placeholder(text))


def _anywhere(
    frame: pd.DataFrame, columns: list[str], is_wrong: Callable[[str], bool]
) -> pd.Series:
    failing: set[int] = set()
    for column in columns:
        for place, value in enumerate(frame[column].tolist()):
            if isinstance(value, str) and is_wrong(value):
                failing.add(place)
    return pd.Series(
        [place in failing for place in range(len(frame))], index=frame.index, dtype=bool
    )
