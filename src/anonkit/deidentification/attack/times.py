"""When something was, as a release tells it: stretches of the calendar, and of the course."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf

import pandas as pd

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_QUARTERS = ("january to march", "april to june", "july to september", "october to december")
_AFTER = re.compile(r"\+?(\d+) (day|week|month|year)s?")
_WITHIN = re.compile(r"within (?:(\d+) (week|month)s?|half a year)")
_VISIT = re.compile(r"visit (\d+)")
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_NAMES = re.compile(r"(?i)(when|date|day|visit_?date|.*_at|.*_on|.*_date|month|year|week)")
_ALONG = ("after the last visit", "between visits")


@dataclass(frozen=True)
class Told:
    """A time as it is told; days since the year 1 for the calendar, since the first visit for the course."""

    first: float = -inf
    last: float = inf
    low: float = -inf
    high: float = inf

    @property
    def says_something(self) -> bool:
        """Whether anything is told at all."""
        return self.first > -inf or self.low > -inf


@cache
def told_time(label: str | None, month_step: int = 1) -> Told:
    """What a label says; `month_step` is 3 where a release tells quarters as months."""
    if label is None:
        return Told()
    text = " ".join(label.casefold().split())
    return _calendar(text) or _course(text, month_step) or Told()


def _calendar(text: str) -> Told | None:
    try:
        if found := _DAY.fullmatch(text):
            day = float(date(*map(int, found.groups()[:3])).toordinal())
            return Told(day, day)
        if found := _SLASHED.fullmatch(text):
            one, two, year = map(int, found.groups())
            day = float(
                date(year, two, one).toordinal() if two <= 12 else date(year, one, two).toordinal()
            )
            return Told(day, day)
        if found := _MONTH.fullmatch(text):
            return _months(int(found[1]), int(found[2]), 1)
        if _YEAR.fullmatch(text):
            return _months(int(text), 1, 12)
        for number, words in enumerate(_QUARTERS):
            if text.startswith(words) and _YEAR.fullmatch(text[-4:]):
                return _months(int(text[-4:]), 3 * number + 1, 3)
    except ValueError:
        return None
    return None


def _months(year: int, month: int, count: int) -> Told:
    end = year * 12 + month - 1 + count
    start = date(year, month, 1).toordinal()
    return Told(float(start), float(date(end // 12, end % 12 + 1, 1).toordinal() - 1))


def _course(text: str, month_step: int) -> Told | None:
    if text == "first visit":
        return Told(low=0.0, high=0.0)
    if text == "the same week":
        return Told(low=0.0, high=3.0)
    if found := _WITHIN.fullmatch(text):
        return Told(low=0.0, high=183.0 if not found[1] else int(found[1]) * _DAYS[found[2]] + 4.0)
    if found := _AFTER.fullmatch(text):
        step = month_step if found[2] == "month" else 1
        days, half = int(found[1]) * _DAYS[found[2]], step * _DAYS[found[2]] / 2 + 1
        return Told(low=days - half, high=days + half)
    if _VISIT.fullmatch(text) or any(words in text for words in _ALONG):
        return Told(low=0.0)
    return None


def month_step_of(labels: pd.Series) -> int:
    """Three where every month told is a multiple of three, as in a release by quarters."""
    told = [
        int(f[1])
        for text in labels.dropna().unique()
        if (f := re.fullmatch(r"\+(\d+) months?", text))
    ]
    return 3 if told and all(months % 3 == 0 for months in told) else 1


def is_time_column(name: str, column: pd.Series) -> bool:
    """Whether a column tells when rows happened: by its name, and by what stands in it."""
    if not _NAMES.fullmatch(str(name)):
        return False
    some = column.dropna().head(200)
    return len(some) > 0 and sum(told_time(text).says_something for text in some) >= 0.8 * len(some)


def tells_days(frame: pd.DataFrame) -> bool:
    """Whether a column of times tells whole dates."""
    for name in frame.columns:
        some = frame[name].dropna().head(200)
        if len(some) and is_time_column(str(name), frame[name]):
            told = [told_time(text) for text in some]
            if sum(one.first == one.last for one in told) > 0.5 * len(told):
                return True
    return False
