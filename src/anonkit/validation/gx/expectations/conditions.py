"""Whether one thing in a row goes with another."""

from __future__ import annotations

import re

import pandas as pd

from anonkit.validation.checks.series import failing_pairs, failing_values
from anonkit.validation.gx.expectations.base import RowExpectation


class ExpectFactToHold(RowExpectation):
    """A fact that was worked out over several rows holds; an unknown one is not judged."""

    fact: str

    @staticmethod
    def failing(frame: pd.DataFrame, fact: str) -> pd.Series:
        return failing_values(frame[fact], "true".__eq__)


class ExpectPresentWhere(RowExpectation):
    """There is a value wherever other columns hold one of the words given for them."""

    column: str
    where: dict[str, list[str]]

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, where: dict[str, list[str]]) -> pd.Series:
        return frame[column].isna() & _holds(frame, where)


class ExpectAbsentWhere(RowExpectation):
    """There is no value where other columns hold one of the words given for them."""

    column: str
    where: dict[str, list[str]]

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, where: dict[str, list[str]]) -> pd.Series:
        return frame[column].notna() & _holds(frame, where)


class ExpectPresentWith(RowExpectation):
    """There is a value wherever there is one in the other column."""

    column: str
    other: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, other: str) -> pd.Series:
        return frame[column].isna() & frame[other].notna()


class ExpectOneOf(RowExpectation):
    """At least one of the columns holds a value."""

    columns: list[str]

    @staticmethod
    def failing(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
        return frame[columns].isna().all(axis=1)


class ExpectDifferent(RowExpectation):
    """Two columns do not hold the same."""

    column: str
    other: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, other: str) -> pd.Series:
        return failing_pairs(
            frame[column],
            frame[other],
            lambda one, two: one.strip().casefold() != two.strip().casefold(),
        )


class ExpectSame(RowExpectation):
    """Two columns hold the same."""

    column: str
    other: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, other: str) -> pd.Series:
        return failing_pairs(
            frame[column],
            frame[other],
            lambda one, two: one.strip().casefold() == two.strip().casefold(),
        )


class ExpectWordsNotToMatchWhere(RowExpectation):
    """A pattern fits nowhere in a text where another column holds one of these words."""

    column: str
    pattern: str
    where: dict[str, list[str]]

    @staticmethod
    def failing(
        frame: pd.DataFrame, column: str, pattern: str, where: dict[str, list[str]]
    ) -> pd.Series:
        found = frame[column].fillna("").map(lambda text: _found(pattern, text)).astype(bool)
        return found & _holds(frame, where)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _holds(frame: pd.DataFrame, where: dict[str, list[str]]) -> pd.Series:
    holds = pd.Series(True, index=frame.index)
    for column, words in where.items():
        holds &= frame[column].isin(words)
    return holds
