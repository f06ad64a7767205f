"""Whether the order of things is possible."""

from __future__ import annotations

import pandas as pd

from anonkit.validation.checks.moments import (
    date_time,
    days_between,
    hours_between,
    is_certainly_after,
    moment,
    oldest_age,
    youngest_age,
)
from anonkit.validation.checks.series import failing_pairs, failing_values
from anonkit.validation.gx.expectations.base import RowExpectation


class ExpectNotBefore(RowExpectation):
    """It is not certainly before another moment of the row; partial dates get the benefit of the doubt."""

    column: str
    than: str
    spare_days: int = 0

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, than: str, spare_days: int) -> pd.Series:
        return failing_pairs(
            frame[column],
            frame[than],
            lambda one, other: not is_certainly_after(other, one, spare_days),
        )


class ExpectNotAfter(RowExpectation):
    """It is not certainly after another moment of the row, give or take some days."""

    column: str
    than: str
    spare_days: int = 0

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, than: str, spare_days: int) -> pd.Series:
        return failing_pairs(
            frame[column],
            frame[than],
            lambda one, other: not is_certainly_after(one, other, spare_days),
        )


class ExpectHoursBetween(RowExpectation):
    """From start to end no fewer and no more hours than this."""

    start: str
    end: str
    least: float = 0
    most: float = 24

    @staticmethod
    def failing(frame: pd.DataFrame, start: str, end: str, least: float, most: float) -> pd.Series:
        def is_right(one: str, other: str) -> bool:
            hours = hours_between(one, other)
            return hours is None or hours < 0 or least <= hours <= most

        return failing_pairs(frame[start], frame[end], is_right)


class ExpectDaysBetween(RowExpectation):
    """No more days than this from the first to the second moment."""

    start: str
    end: str
    most: int

    @staticmethod
    def failing(frame: pd.DataFrame, start: str, end: str, most: int) -> pd.Series:
        def is_right(one: str, other: str) -> bool:
            days = days_between(one, other)
            return days is None or days <= most

        return failing_pairs(frame[start], frame[end], is_right)


class ExpectAgeOfAtLeast(RowExpectation):
    """Old enough at that moment: for certain (`careful`), or by some reading of a partial birth date."""

    birth: str
    at: str
    years: int
    careful: bool = False

    @staticmethod
    def failing(frame: pd.DataFrame, birth: str, at: str, years: int, careful: bool) -> pd.Series:
        age_of = youngest_age if careful else oldest_age

        def is_right(born: str, when: str) -> bool:
            age = age_of(born, when)
            # Born after the visit is another finding, of its own.
            return age is None or age < 0 or age >= years

        return failing_pairs(frame[birth], frame[at], is_right)


class ExpectAgeOfAtMost(RowExpectation):
    """Not older at that moment than people become."""

    birth: str
    at: str
    years: int

    @staticmethod
    def failing(frame: pd.DataFrame, birth: str, at: str, years: int) -> pd.Series:
        def is_right(born: str, when: str) -> bool:
            age = youngest_age(born, when)
            return age is None or age <= years

        return failing_pairs(frame[birth], frame[at], is_right)


class ExpectOpeningHours(RowExpectation):
    """Within these hours of the local day, and on these weekdays (Monday is 1)."""

    column: str
    opens: int = 7
    closes: int = 22
    weekdays: list[int] = list(range(1, 8))  # noqa: RUF012 (the engine copies defaults)

    @staticmethod
    def failing(
        frame: pd.DataFrame, column: str, opens: int, closes: int, weekdays: list[int]
    ) -> pd.Series:
        def is_right(text: str) -> bool:
            when, day = date_time(text), moment(text)
            if day is None:
                return True
            return day.first.isoweekday() in weekdays and (
                when is None or opens <= when.hour < closes
            )

        return failing_values(frame[column], is_right)
