"""By when a request or a complaint is due.

Sources: UK GDPR Art 12(3) and 12A, counted as the ICO counts (the corresponding date of the next month; the
last day where there is none; the next working day where it is a weekend or a bank holiday of England and
Wales); 45 CFR 164.524(b)(2); Health and Safety Code 123110 (California); HB 300 (Texas); Data (Use and
Access) Act 2025 s. 103 for complaints.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

COMPLAINT_DAYS = 30
"""Until a complaint about data has to be acknowledged (UK); used in the US as the clinic's own aim."""
_US_DAYS = 30
_UK_EXTRA_MONTHS = 2
_STATE_RULES: Mapping[str, Callable[[date], date]] = MappingProxyType(
    {
        "CA": lambda received: received + timedelta(days=15),
        "TX": lambda received: _working_days_after(received, 15),
    }
)


def due_on(received: date, jurisdiction: str, state: str = "") -> date:
    """The last day for the answer: a calendar month in the UK; 30 days in the US, or the state's fewer."""
    if jurisdiction == "us":
        rule = _STATE_RULES.get(state)
        return rule(received) if rule else received + timedelta(days=_US_DAYS)
    return _next_working_day(_months_after(received, 1))


def extended_due_on(received: date, jurisdiction: str) -> date:
    """The last day after the one extension the law knows: two months more, or 30 days more."""
    if jurisdiction == "us":
        return received + timedelta(days=2 * _US_DAYS)
    return _next_working_day(_months_after(received, 1 + _UK_EXTRA_MONTHS))


def complaint_due_on(received: date) -> date:
    """The last day to acknowledge a complaint."""
    return received + timedelta(days=COMPLAINT_DAYS)


def later_by(due: date, days: int, jurisdiction: str) -> date:
    """The day due once the clock stood still for so many days."""
    day = due + timedelta(days=days)
    return _next_working_day(day) if jurisdiction == "uk" and days else day


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next_working_day(day: date) -> date:
    while day.weekday() >= 5 or day in bank_holidays(day.year):
        day += timedelta(days=1)
    return day


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales by rule; days proclaimed for one year only are not known."""
    easter = _easter(year)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    moving = [
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    ]
    days = set(moving)
    for day in fixed:
        while day.weekday() >= 5 or day in days:
            day += timedelta(days=1)  # noqa: PLW2901 - a holiday on a weekend has a substitute
        days.add(day)
    return frozenset(days)


def _first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    return day + timedelta(days=-day.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    day = date(year, month, monthrange(year, month)[1])
    return day - timedelta(days=day.weekday())


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Anonymous, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741 - the letters of the published rule
    m = (a + 11 * h + 19 * l) // 433
    month = (h + l - 7 * m + 90) // 25
    day = (h + l - 7 * m + 33 * month + 19) % 32
    return date(year, month, day)
