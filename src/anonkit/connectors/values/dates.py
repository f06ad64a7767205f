"""Dates in the forms that exports hold, whole or partial, to canonical text."""

from __future__ import annotations

import re
from datetime import date

from anonkit.connectors.values.context import DateOrder, ParseContext
from anonkit.model import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER_BY_MONTH = {name: number for number, name in enumerate(_MONTHS, start=1)}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9})\.?,?[ \-](\d{4})")
_WORDED_US = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NO_YEAR = re.compile(r"(?:--|0000[-/])(\d{1,2})[-/]?(\d{1,2})")
_TWO_PARTS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})")
_MONTH_AND_DAY = re.compile(r"([A-Za-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"\d{4}")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_WORDED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?,? (\d{4})")


def parse_date(text: str, context: ParseContext) -> str:
    """The canonical date, partial where the source has no more; the text as found where it is none."""
    found = find_date(text.strip(), context)
    if found is None:
        context.note("unparsed-date")
        return text.strip()
    return str(found)


def parse_birth_date(text: str, context: ParseContext) -> str:
    """As `parse_date`; a two-digit year is the latest one that is not after the day of the pull."""
    found = find_date(text.strip(), context)
    if found is None:
        context.note("unparsed-date")
        return text.strip()
    two_digits = _NUMBERS.fullmatch(text.strip())
    if two_digits and len(two_digits[3]) == 2 and found.year and found.year > context.today.year:
        found = PartialDate(found.year - 100, found.month, found.day)
    elif (
        two_digits and len(two_digits[3]) == 2 and found.earliest and found.earliest > context.today
    ):
        found = PartialDate((found.year or 0) - 100, found.month, found.day)
    return str(found)


def find_date(text: str, context: ParseContext) -> PartialDate | None:
    """The date a text stands for: ISO first, then words, then the declared order."""
    if match := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        if int(match[1]) == 0:
            return _made(None, int(match[2]), int(match[3]))
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _COMPACT.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _ordered(match, context)
    return _worded(text) or _partial(text, context.order)


def _ordered(match: re.Match[str], context: ParseContext) -> PartialDate | None:
    year = _whole_year(match[3], context.today)
    first, second = int(match[1]), int(match[2])
    day, month = (second, first) if context.order == "mdy" else (first, second)
    if found := _made(year, month, day):
        return found
    # Only a date that cannot be read in the declared order is read in the other one, and it is told.
    if found := _made(year, day, month):
        context.note("date-in-other-order")
    return found


def _whole_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year + 10 else year - 100


def _worded(text: str) -> PartialDate | None:
    if match := _WORDED.fullmatch(text):
        return _made(int(match[3]), _month(match[2]), int(match[1]))
    if match := _WORDED_US.fullmatch(text):
        return _made(int(match[3]), _month(match[1]), int(match[2]))
    if match := _WORDED_MONTH.fullmatch(text):
        return _made(int(match[2]), _month(match[1]), None)
    if match := _DAY_AND_MONTH.fullmatch(text):
        return _made(None, _month(match[2]), int(match[1]))
    if match := _MONTH_AND_DAY.fullmatch(text):
        return _made(None, _month(match[1]), int(match[2]))
    return None


def _partial(text: str, order: DateOrder) -> PartialDate | None:
    if match := _NO_YEAR.fullmatch(text):
        return _made(None, int(match[1]), int(match[2]))
    if _YEAR.fullmatch(text):
        return _made(int(text), None, None)
    if match := _YEAR_AND_MONTH.fullmatch(text):
        return _made(int(match[1]), int(match[2]), None)
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return _made(int(match[2]), int(match[1]), None)
    if match := _TWO_PARTS.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "dmy" else (second, first)
        return _made(None, month, day) or _made(None, day, month)
    return None


def _month(word: str) -> int | None:
    return _NUMBER_BY_MONTH.get(word[:3].lower())


def _made(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
