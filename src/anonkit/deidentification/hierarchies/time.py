"""Canonical dates and date-times in ever wider stretches of the calendar."""

from __future__ import annotations

from anonkit.deidentification.hierarchies.base import SteppedHierarchy
from anonkit.model import PartialDate

_QUARTERS = ("January to March", "April to June", "July to September", "October to December")


def month_of(text: str) -> str | None:
    """Year and month, or the year alone where the month is unknown."""
    found = _read(text)
    if found is None or found.month is None or found.year is None:
        return year_of(text)
    return f"{found.year:04d}-{found.month:02d}"


def quarter_of(text: str) -> str | None:
    """Quarter and year, or the year alone where the month is unknown."""
    found = _read(text)
    if found is None or found.month is None or found.year is None:
        return year_of(text)
    return f"{_QUARTERS[(found.month - 1) // 3]} {found.year}"


def year_of(text: str) -> str | None:
    """The year; ``None`` where it is unknown."""
    found = _read(text)
    return None if found is None or found.year is None else f"{found.year:04d}"


def _read(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text[:10] if "T" in text else text)
    except ValueError:
        return None


CALENDAR = SteppedHierarchy(
    "calendar", (("month", month_of), ("quarter", quarter_of), ("year", year_of))
)
CALENDAR_YEAR = SteppedHierarchy("calendar year", (("year", year_of),))
