"""Dates with a month or an ordinal in words, dictated ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import PATTERN, Finding
from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.date_context import is_expiry
from anonkit.deidentification.text.recognisers.date_words import (
    CARDINAL_WORD,
    MONTH,
    ORDINAL_DAY,
    ORDINAL_WORD,
    WEEKDAY,
    YEAR_WORDS,
)

_YEAR = (
    r"(?:[ ,./-]{0,3}(?:(?:19|20)\d\d|'\d\d)|,[ ]\d\d(?=[.;:)\n]|$|[ ]at\b)|[ ./-]{1,2}\d\d(?![:\d]|[.-]\d|-?[a-z]|"
    r"[ ]?(?:ml|u|units?|am|pm|mg|x|%|sessions?|st|nd|rd|th|pin|g)))"
)
_WEEKDAY = rf"(?:(?<!\w){WEEKDAY}\.?,?[ ]{{1,2}}(?:the[ ])?)?"
_DAY = rf"(?:{ORDINAL_DAY}|[12]\d|3[01]|0?[1-9])"
_SPANISH = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_PATTERNS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        (
            rf"{_WEEKDAY}(?<![\w.]){_DAY}[ ]?(?:(?:-|to|&|and|or|/|,|\u2013)[ "
            rf"]?{_DAY}[ ]?)?(?:(?:day[ ])?of[ ])?[-/. ]?{MONTH}\b\.?(?:,?[ ]{YEAR_WORDS}|{_YEAR})?"
        ),
        (
            rf"{_WEEKDAY}\b{MONTH}\b(?:(?<![a-z]{{5}})\.)?[ -]?(?:the[ ])?{_DAY}(?![\w:%]|"
            r"[./]\d|[ ]?(?:ml|u\b|units?|mg|am|pm|x\b|sessions?|weeks?|wks?|"
            rf"mths?|months?|days?))(?:(?:[ ]?(?:-|&|and|to|,)[ ]?{_DAY}(?![\w:/]|"
            rf"\.\d|-[a-z]|[ ](?:pin|gauge|g|units?|u|ml)\b))*)?{_YEAR}?"
        ),
        rf"\b{MONTH}\b\.?[ ,]{{0,2}}(?:of[ ])?(?:(?:19|20)\d\d|'\d\d)\b",
        rf"\b{CARDINAL_WORD}[ ,-]{{1,2}}{CARDINAL_WORD}[ ,-]{{1,2}}{YEAR_WORDS}\b",
        rf"\b{ORDINAL_WORD}[ ](?:of[ ])?(?:the[ ])?{ORDINAL_WORD},?[ ]{YEAR_WORDS}\b",
        rf"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[ ]{WEEKDAY}[ ](?:in|of)[ ]{MONTH}\b",
        rf"\b(?:el[ ])?\d{{1,2}}[ ]de[ ]{_SPANISH}\b(?:[ ]de(?:l)?[ ](?:19|20)\d\d)?",
        rf"\b{MONTH}[-/]\d\d\b(?!\d|[-/]\d)",
        rf"(?<!\w){WEEKDAY}\.?,?[ ](?:the[ ])?{ORDINAL_DAY}\b",
        rf"(?<!\w){WEEKDAY}\.?,?[ ](?:the[ ])?{ORDINAL_WORD}\b",
        (
            rf"(?<!\w){WEEKDAY}\.?,?[ ](?:the[ ])?(?:1[3-9]|2\d|3[01])(?![\w:%/]|[.]\d|"
            r"[ ]?(?:am|pm|min|ml|units?|u\b|x\b))"
        ),
        (
            rf"\b(?:the[ ])?{ORDINAL_WORD}[ ](?:day[ ])?(?:of[ ])?{MONTH}\b(?:,?[ "
            rf"](?:{YEAR_WORDS}|(?:19|20)\d\d))?"
        ),
        rf"\b{MONTH}[ ](?:the[ ])?{ORDINAL_WORD}\b(?:,?[ ](?:{YEAR_WORDS}|(?:19|20)\d\d))?",
        rf"\b{CARDINAL_WORD}[ ](?:of[ ])?{MONTH}\b(?:,?[ ](?:{YEAR_WORDS}|(?:19|20)\d\d))?",
        (
            rf"\b{MONTH}[ ]{CARDINAL_WORD}\b(?![ ](?:weeks?|months?|days?|units?|"
            rf"ml))(?:,?[ ](?:{YEAR_WORDS}|(?:19|20)\d\d))?"
        ),
    )
)
_NOT_BARE = re.compile(
    r"^(?:\d+[ ]?(?:may|mar|sat|sun|dec)|(?:may|mar|dec|sat|sun)[ -]?\d{1,2})$", re.IGNORECASE
)


_EXPECTS_DATE = re.compile(
    r"(?i)\b(?:on|by|til|till|from|since|for|dob|last|seen|booked|appt|next|tox|botox|rv|r/v|back|again|"
    r"due|visit|tx|moved to|filler|lips|until|before|after|and|around|sent|rang|called)[ ]$"
)


class WrittenDate:
    """Day and month, month and year, weekday and day, with words in them."""

    name = "written_date"
    entity = "DATE"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such date that is not a product's expiry."""
        for pattern in _PATTERNS:
            for match in note.matches(pattern):
                if self._is_date(note.text, match):
                    end = match.end() - (1 if match.group().endswith(".") else 0)
                    yield Finding(match.start(), end, self.entity, self.name, PATTERN)

    @staticmethod
    def _is_date(text: str, match: re.Match[str]) -> bool:
        if is_expiry(text, match.start()):
            return False
        surface = match.group().strip(" .")
        if _NOT_BARE.match(surface):
            # "may 5" and "10 may" want a capital, an ordinal or a word that expects a date.
            before = text[max(0, match.start() - 10) : match.start()]
            has_capital = any(c.isupper() for c in surface)
            return has_capital or _EXPECTS_DATE.search(before) is not None
        return True
