"""Whether there is a value, and whether it is written in the canonical form."""

from __future__ import annotations

import json
import re

import pandas as pd

from anonkit.validation.checks.moments import is_date, is_date_time, partial_date
from anonkit.validation.checks.numbers import is_decimal, is_integer
from anonkit.validation.checks.series import failing_values
from anonkit.validation.gx.expectations.base import RowExpectation


class ExpectValueToBePresent(RowExpectation):
    """There is a value, and it is more than spaces."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        return frame[column].isna() | (frame[column].str.strip() == "")


class ExpectCanonicalDate(RowExpectation):
    """A date that exists, whole or partial: 1984-05-17, 1984-05, 1984, --05-17."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        return failing_values(frame[column], is_date)


class ExpectWholeDate(RowExpectation):
    """A date with its day, month and year."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        def is_whole(text: str) -> bool:
            found = partial_date(text)
            return found is None or found.is_whole

        return failing_values(frame[column], is_whole)


class ExpectCanonicalTime(RowExpectation):
    """A date-time with its offset, or a bare date, that exists."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        return failing_values(frame[column], is_date_time)


class ExpectCanonicalNumber(RowExpectation):
    """Digits with an optional minus sign and, unless whole, a point."""

    column: str
    whole: bool = False

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, whole: bool) -> pd.Series:
        return failing_values(frame[column], is_integer if whole else is_decimal)


class ExpectCanonicalJson(RowExpectation):
    """JSON; a list of texts where it is said to be one."""

    column: str
    list_of_texts: bool = False

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, list_of_texts: bool) -> pd.Series:
        def is_right(text: str) -> bool:
            try:
                value = json.loads(text)
            except ValueError:
                return False
            is_texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
            return is_texts or not list_of_texts

        return failing_values(frame[column], is_right)


class ExpectWordFromList(RowExpectation):
    """One of the words of a closed vocabulary."""

    column: str
    words: list[str]

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, words: list[str]) -> pd.Series:
        allowed = frozenset(words)
        return failing_values(frame[column], allowed.__contains__)


class ExpectTextToMatch(RowExpectation):
    """The whole text fits a pattern."""

    column: str
    pattern: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, pattern: str) -> pd.Series:
        form = re.compile(pattern)
        return failing_values(frame[column], lambda text: form.fullmatch(text) is not None)


class ExpectTextNotToMatch(RowExpectation):
    """A pattern stands nowhere in the text."""

    column: str
    pattern: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, pattern: str) -> pd.Series:
        form = re.compile(pattern)
        return failing_values(frame[column], lambda text: form.search(text) is None)


class ExpectTextLength(RowExpectation):
    """The text, without spaces around it, is neither too short nor too long."""

    column: str
    least: int = 0
    most: int = 1_000_000

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, least: int, most: int) -> pd.Series:
        return failing_values(frame[column], lambda text: least <= len(text.strip()) <= most)
