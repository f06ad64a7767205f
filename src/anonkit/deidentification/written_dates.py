"""Reads a date as people write it in a note, where it can be told which day or month it is."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from anonkit.model import PartialDate

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMERIC = re.compile(r"(?P<a>\d{1,4})\s?[-/.]\s?(?P<b>\d{1,2})(?:\s?[-/.]\s?(?P<c>\d{2,4}))?")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_WORDS = re.compile(r"[a-z]+|\d+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year": (1, 1),
    "valentine": (2, 14),
    "halloween": (10, 31),
    "bonfire night": (11, 5),
    "july 4th": (7, 4),
    "fourth of july": (7, 4),
}


def read_written_date(surface: str, jurisdiction: str, near: date | None) -> PartialDate | None:
    """The date that words or figures stand for; ``None`` where it cannot be told.

    A date without a year is taken in the year that brings it nearest to `near`, the day on which
    the note was written; without that day it stays untold.
    """
    text = surface.casefold().replace("’", "'").strip()
    try:
        return (
            _holiday(text, near)
            or _compact(text)
            or _numeric(text, jurisdiction, near)
            or (_in_words(text, near))
        )
    except ValueError:
        return None


def _holiday(text: str, near: date | None) -> PartialDate | None:
    for name, (month, day) in _HOLIDAYS.items():
        if name in text:
            year = _YEAR.search(text)
            if year is not None:
                return PartialDate(int(year.group()), month, day)
            return _nearest(month, day, near)
    return None


def _compact(text: str) -> PartialDate | None:
    found = _COMPACT.fullmatch(text)
    return PartialDate(*(int(part) for part in found.groups())) if found is not None else None


def _numeric(text: str, jurisdiction: str, near: date | None) -> PartialDate | None:
    found = _NUMERIC.search(text)
    if found is None:
        return None
    first, second, third = found["a"], int(found["b"]), found["c"]
    if len(first) == 4:
        return PartialDate(int(first), second, int(third) if third else None)
    day, month = (int(first), second) if jurisdiction == "uk" else (second, int(first))
    if month > 12 >= day:
        day, month = month, day
    if third is None:
        return _nearest(month, day, near)
    return PartialDate(_full_year(int(third), near), month, day)


def _in_words(text: str, near: date | None) -> PartialDate | None:
    words = _WORDS.findall(text)
    month = next((_MONTHS[word] for word in words if word in _MONTHS), None)
    numbers = [int(word) for word in words if word.isdigit()]
    year = next((number for number in numbers if number >= 1900), None)
    day = next((number for number in numbers if 1 <= number <= 31), None)
    short = re.search(r"'(\d{2})\b", text)
    if year is None and short is not None:
        year = _full_year(int(short[1]), near)
        day = None if day == int(short[1]) and numbers.count(day) == 1 else day
    if month is None:
        return _day_of_month(day, near) if day is not None and year is None else None
    if year is not None:
        return PartialDate(year, month, day)
    if day is not None:
        return _nearest(month, day, near)
    return None if near is None else PartialDate(_nearest_year(month, 15, near), month)


def _day_of_month(day: int, near: date | None) -> PartialDate | None:
    """``the 14th``: of the month that brings it nearest."""
    if near is None:
        return None
    months = [(near.year, near.month)]
    months.append((near.year, near.month - 1) if near.month > 1 else (near.year - 1, 12))
    months.append((near.year, near.month + 1) if near.month < 12 else (near.year + 1, 1))
    days = [date(y, m, day) for y, m in months if day <= monthrange(y, m)[1]]
    closest = min(days, key=lambda found: (abs((found - near).days), found), default=None)
    return None if closest is None else PartialDate(closest.year, closest.month, closest.day)


def _nearest(month: int, day: int, near: date | None) -> PartialDate | None:
    if near is None:
        return None
    return PartialDate(_nearest_year(month, day, near), month, day)


def _nearest_year(month: int, day: int, near: date) -> int:
    safe = min(day, 28)
    years = (near.year - 1, near.year, near.year + 1)
    return min(years, key=lambda year: (abs((date(year, month, safe) - near).days), year))


def _full_year(year: int, near: date | None) -> int:
    if year >= 100:
        return year
    # A century is taken that puts the year at most ten years after the note.
    newest = (near.year if near is not None else 2029) + 10
    return 2000 + year if 2000 + year <= newest else 1900 + year
