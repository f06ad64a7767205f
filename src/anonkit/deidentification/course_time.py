"""Course time: when something happened, told from the first visit and not by the calendar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from anonkit.deidentification.course_steps import (
    DAYS_A_MONTH,
    DAYS_A_YEAR,
    FIRST_VISIT,
    NO_END,
    days_of_label,
    step_words,
)
from anonkit.model import PartialDate

FIRST_INTERVAL = "first interval"
GRAINS = ("week", "month", "steps", "quarter", "year", FIRST_INTERVAL, "visit")
"""From the finest to the coarsest. ``steps`` widen with the distance; ``first interval`` tells in steps
when the second visit was and numbers the others; ``visit`` tells only the visit's number."""

NOT_RECORDED = "date not recorded"

_WEEKS_TOLD = 8
"""Beyond that many weeks the week grain tells months: what a trainer asks, and less to know by."""
_YEARS_TOLD = 2
_INTERVAL_ENDS = 2
_LUSTRUM = 5
_LONG_AGO_YEARS = 18


@dataclass(frozen=True)
class Course:
    """The days on which one person was seen, in order."""

    visits: tuple[date, ...] = ()

    @property
    def first(self) -> date | None:
        """The first visit, where any is recorded."""
        return self.visits[0] if self.visits else None

    @property
    def years(self) -> int:
        """How many years it lasted, rounded up."""
        return -(-(self.visits[-1] - self.visits[0]).days // 365) if self.visits else 0

    def visit_number(self, day: date) -> int | None:
        """The number of the visit on that day, from 1; ``None`` where there was none."""
        place = bisect_right(self.visits, day)
        return place if place and self.visits[place - 1] == day else None

    def label(self, when: PartialDate | None, grain: str) -> str:
        """A date as course time at a grain; the same form in tables and notes."""
        if when is None or self.first is None or when.year is None:
            return NOT_RECORDED
        if when.month is None:
            return self._partial_label(when)
        # Of a month alone the middle is near enough for any grain.
        day = when.earliest if when.day is not None else date(when.year, when.month, 15)
        return NOT_RECORDED if day is None else self._day_label(day, grain)

    def span(self, grain: str) -> str:
        """From the first to the last visit."""
        if self.first is None:
            return NOT_RECORDED
        if len(self.visits) == 1:
            return "one visit"
        if grain == "visit" or (grain == FIRST_INTERVAL and len(self.visits) > _INTERVAL_ENDS):
            return f"{len(self.visits)} visits"
        return _interval((self.visits[-1] - self.first).days, grain).removeprefix("+")

    def _day_label(self, day: date, grain: str) -> str:
        first = self.visits[0]
        if day == first:
            return FIRST_VISIT
        if grain == "visit" or (grain == FIRST_INTERVAL and self._is_numbered(day)):
            return self._visit_label(day)
        days = (day - first).days
        return _interval(days, grain) if days > 0 else _before(-days, grain)

    def _is_numbered(self, day: date) -> bool:
        """Whether a day lies after the second visit; with one visit only no interval is told."""
        return len(self.visits) < _INTERVAL_ENDS or day > self.visits[1]

    def _visit_label(self, day: date) -> str:
        number = self.visit_number(day)
        if number is not None:
            return f"visit {number}"
        passed = bisect_right(self.visits, day)
        if passed == 0:
            return f"before the {FIRST_VISIT}"
        if passed == len(self.visits):
            return "after the last visit"
        return f"between visits {passed} and {passed + 1}"

    def _partial_label(self, when: PartialDate) -> str:
        first = self.visits[0]
        years = first.year - (when.year or first.year)
        if years > 0:
            return _years_before(years)
        if years == 0:
            return f"in the year of the {FIRST_VISIT}"
        return f"about {_counted(-years, 'year')} after the {FIRST_VISIT}"


def course_of(days: Iterable[date]) -> Course:
    """The course of someone seen on those days."""
    return Course(tuple(sorted(set(days))))


def calendar_day(text: object) -> date | None:
    """The local day of a canonical date or date-time; ``None`` where it is missing or not whole."""
    when = canonical_date(text)
    return when.earliest if when is not None and when.is_whole else None


def canonical_date(text: object) -> PartialDate | None:
    """The date of a canonical date or date-time; ``None`` where it is missing or none at all."""
    if not isinstance(text, str):
        return None
    try:
        return PartialDate.parse(text[:10] if "T" in text else text)
    except ValueError:
        return None


def days_told(label: object) -> float | None:
    """About how many days after the first visit a label says; ``None`` where it tells no distance."""
    if not isinstance(label, str):
        return None
    first, last = days_of_label(label)
    return (first + last) / 2 if first > -NO_END and last < NO_END else None


def shifted(text: str, days: int) -> str | None:
    """A canonical date or date-time moved by whole days; ``None`` where it is not whole."""
    day = calendar_day(text)
    if day is None:
        return None
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return None
    return moved.isoformat() + (text[10:] if "T" in text else "")


def _interval(days: int, grain: str) -> str:
    """A distance after the first visit."""
    if grain in ("steps", FIRST_INTERVAL):
        return step_words(days)
    if grain == "year":
        years = round(days / DAYS_A_YEAR)
        return f"+{_counted(years, 'year')}" if years else "within half a year"
    months = round(days / DAYS_A_MONTH)
    if grain == "quarter":
        quarters = round(months / 3)
        return f"+{3 * quarters} months" if quarters else "within 6 weeks"
    weeks = round(days / 7)
    if grain == "week" and weeks <= _WEEKS_TOLD:
        return f"+{_counted(weeks, 'week')}" if weeks else "the same week"
    return f"+{_counted(months, 'month')}" if months else "within 2 weeks"


def _before(days: int, grain: str) -> str:
    """A distance before the first visit, never finer than months and ever coarser further back."""
    years = round(days / DAYS_A_YEAR)
    if years >= _YEARS_TOLD:
        return _years_before(years)
    told = _interval(days, "month" if grain in ("week", "steps", FIRST_INTERVAL) else grain)
    if told.startswith("+"):
        return f"{told[1:]} before the {FIRST_VISIT}"
    return f"shortly before the {FIRST_VISIT}"


def _years_before(years: int) -> str:
    """So coarse that nobody's age follows from when something was."""
    if years >= _LONG_AGO_YEARS:
        return f"long before the {FIRST_VISIT}"
    told = years if years < _LUSTRUM else _LUSTRUM * round(years / _LUSTRUM)
    return f"about {_counted(told, 'year')} before the {FIRST_VISIT}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
