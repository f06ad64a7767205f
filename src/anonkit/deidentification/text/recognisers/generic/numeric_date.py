"""Dates in figures, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import PATTERN, Finding
from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.date_context import is_expiry, is_fraction_date
from anonkit.deidentification.text.recognisers.date_words import WEEKDAY

_DAY = rf"(?:(?<!\w){WEEKDAY}\.?,?[ ]?(?:the[ ])?)?"
_FULL = re.compile(
    rf"(?i){_DAY}(?<![^\W_]|[./-])(\d{{1,4}})([/.\u2013\u2022\u00b7\u2219|*_~-])[ ]?(\d{{1,2}})\2[ "
    r"]?(\d{4}|\d{1,2})(?![\d]|[/.-]\d|[a-z])"
)
_SPACED = re.compile(
    r"(?<![\w./-])(\d{1,2}) (\d{1,2}) ((?:19|20)\d\d|\d\d)(?![\d./-]|[ ]?\d(?!\d{3}\b))"
)
_COMPACT = re.compile(
    r"(?<![A-Za-z0-9])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|"
    r"3[01])(?:(?=[T_-]\d{4,6})[T_-]\d{4,6})?(?!\d)"
)
_SHORT = re.compile(
    rf"(?i){_DAY}(?<![\w/$\u00a3\u20ac#-])(?<!\d[.,])(\d{{1,2}}/\d{{1,2}})(?![\d/%]|(?!ish\b|at\b)[a-z]|\.\d)"
)
_WEEKDAY_DOT = re.compile(
    rf"(?i)(?<!\w){WEEKDAY}\.?,?[ ](?:the[ ])?\d{{1,2}}[.-]\d{{1,2}}(?![\d.])"
)
_MONTH_YEAR = re.compile(
    r"(?<![\w./-])(?:(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d|(?:19|20)\d\d[./-](?:0[1-9"
    r"]|1[0-2]))(?![\w/-]|\.\d)"
)
_RANGE = re.compile(
    r"(?<![\w./-])(\d{1,2})[ ]?(?:-|&|\+|and|\u2013)[ ]?(\d{1,2}/\d{1,2})(?![\d/]|[a-z])"
)
_DOB = re.compile(
    r"(?i)\b(?:d\.?o\.?b\.?|born|birth(?:day|date)?|b/d|dated?)[ :.=-]{0,3}(?P<id>\d"
    r"{6}|\d{8}|\d{1,2}[ ]\d{1,2}[ ]\d{2,4})(?!\d)"
)
_ROMAN = re.compile(
    r"(?<![\w.])(?:(?:[IVX]{1,5}[ ]?[.\u00b7\u2022/|-][ ]?){2}(?:M[CDXLIVM]{1,9}|[IVXL]{2,6})|M(?:CM|M)[CDXLIV]{1,7}|"
    r"\d{1,2}(?:[./-](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[./-](?:19|20)?|[ ](?:i{2,3}|iv|vi{1,3}|ix|xi{1,2})[ ](?:19|20)?|"
    r"[ ](?:i|v|x)[ ](?:19|20))\d\d)(?![\w.]\w|\w)"
)
_TWO_DAYS = re.compile(
    r"(?<![\w./-])(\d{1,2}/\d{1,2})(?:[-\u2013,+]|[ ]?-[ ]?)(\d{1,2}/\d{1,2})(?![\w/%]|\.\d)"
)
_HYPHENED = re.compile(
    r"(?i)\b(?:on|since|by|until|till|seen|dob|dated|appt|bday|birthday)[ ](?:is[ ])?"
    r"(?P<id>\d{1,2}-(?:1[3-9]|2\d|3[01]|0\d))"
    r"(?![\w-]|[.]\d|[ ]?(?:u\b|units?|ml|mg|wks?|weeks?|days?|months?|mths?|min|hrs?|x\b|%))"
)
_DOTTED = re.compile(
    r"(?<![\d.,/$\u00a3])(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?=[\s,;)]|$)"
)
_DAY_DOT_MONTH = re.compile(
    r"(?i)\b(?:on|since|dated|from|until|by|seen|cx|cancelled|booked|appt|rv|r/v|last|next|due|moved to|"
    r"dob|tx|rang|called|(?:re-?)?attended|phoned|texted|messaged|reviewed|presented|returned|admitted|"
    r"discharged|referred|photos?|photographed|consented|email(?:ed)?)[ ](?P<id>\d{1,2}\.(?:0[1-9]|"
    r"1[0-2]))(?![\d.]|[ ]?(?:ml|mg|u|units?|mm|cm|g|%|j|cc|hz|ms))"
)

_MONTH_DOT_DAY = re.compile(
    r"(?i)\b(?:on|since|until|called|texted|emailed|messaged|attended|seen|returned|visit|appt)[ ]"
    r"(?P<id>(?:0?[1-9]|1[0-2])\.(?:1[3-9]|2\d|3[01]))(?=,|[ ](?:[a-z]{2,}|\()|$)"
    r"(?![ ](?:ml|mg|units?|mm|cm|cc|am|pm|hrs?|kg|lbs?)\b)"
)


_UNITS = re.compile(r"[ ]?(?:u|iu|IU|units?|ml|mls|cc|mg|mcg|mm|cm)\b")


class NumericDate:
    """Day, month and year in figures; day and month alone; month and year."""

    name = "numeric_date"
    entity = "DATE"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every date in figures that is not an expiry, a score or a duration."""
        text = note.text
        yield from self._pairs(note)
        for match in note.matches(_FULL):
            if (_is_calendar(match.group(1), match.group(3), match.group(4))) and (
                not is_expiry(text, match.start()) and not _UNITS.match(text, match.end())
            ):
                yield self._finding(match.start(), match.end())
        for match in note.matches(_SHORT):
            start, end = match.span(1)
            if is_fraction_date(text, start, end, note.jurisdiction) and not is_expiry(text, start):
                yield self._finding(match.start(), match.end())
        for match in note.matches(_RANGE):
            start, end = match.span(2)
            if int(match.group(1)) <= 31 and is_fraction_date(text, start, end, note.jurisdiction):
                yield self._finding(match.start(), match.end())
        for pattern in (
            _COMPACT,
            _WEEKDAY_DOT,
            _MONTH_YEAR,
            _DOTTED,
            _DOB,
            _DAY_DOT_MONTH,
            _ROMAN,
            _HYPHENED,
            *((_MONTH_DOT_DAY,) if note.jurisdiction == "us" else ()),
        ):
            for match in note.matches(pattern):
                start, end = match.span("id") if "id" in pattern.groupindex else match.span()
                if not is_expiry(text, start):
                    yield self._finding(start, end)
        for match in note.matches(_SPACED):
            if _is_calendar(*match.groups()) and _is_dated(text, match.start()):
                yield self._finding(match.start(), match.end())

    def _pairs(self, note: Note) -> Iterator[Finding]:
        """From one day to another, or two days with nothing but a comma between."""
        for match in note.matches(_TWO_DAYS):
            spans = (match.span(1), match.span(2))
            if all(is_fraction_date(note.text, *span, note.jurisdiction) for span in spans):
                yield self._finding(match.start(), match.end())

    def _finding(self, start: int, end: int) -> Finding:
        return Finding(start, end, self.entity, self.name, PATTERN)


_DATED_RIGHT_BEFORE = re.compile(
    r"(?i)(?:\b(?:dob|on|date|born|dated|date/time|date (?:&|and) time|seen|since|says|reads|"
    r"tattoo|tat)[ :]*[\"'(]?|[\"'(]|^|\n)$"
)


def _is_dated(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start]
    return _DATED_RIGHT_BEFORE.search(before) is not None


def _is_calendar(first: str, second: str, third: str) -> bool:
    """Whether three figures can be a date in some order."""
    a, b, c = int(first), int(second), int(third)
    if len(first) == 3:
        return False
    if len(first) == 4:
        return 1900 <= a <= 2100 and 1 <= b <= 12 and 1 <= c <= 31
    if len(third) == 4:
        return 1900 <= c <= 2100 and 1 <= min(a, b) <= 12 and 1 <= max(a, b) <= 31
    day_month_year = 1 <= min(a, b) <= 12 and 1 <= max(a, b) <= 31 and len(third) == 2
    year_month_day = len(first) == len(third) == 2 and 1 <= b <= 12 and 1 <= c <= 31
    return day_month_year or year_month_day
