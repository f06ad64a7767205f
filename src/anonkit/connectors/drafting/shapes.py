"""What the values of a column look like; never what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from anonkit.connectors.values import (
    PARSERS,
    ParseContext,
    e164,
    is_status_word,
    minutes_of,
)

_MOST = 0.8
"""So large a share of the filled cells must look alike."""
_FEW_WORDS = 12
_LONG = 40

_EMAIL = re.compile(r"'?[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)?", re.IGNORECASE)
_MONEY = re.compile(r"\(?-?[£$€] ?-?[\d.,]+\)?|\(?-?[\d,]*\d[.,]\d{2}\)?(?: ?(?:GBP|USD|EUR))?-?")
_INTEGER = re.compile(r"-?\d{1,9}")
_UK_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_US_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_YES_NO = frozenset({"yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non"})
_TOKEN = re.compile(r"(?=.*\d)[\w./#-]{1,40}")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){1,3}")
_STREET = re.compile(r"\d+[a-z]?,? \S+ .*|(?:flat|apt|unit) .*", re.IGNORECASE)
_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")

WORDS = {
    "empty": "nothing stands there",
    "email": "values are e-mail addresses",
    "phone": "values are phone numbers",
    "url": "values are links",
    "date-time": "values are dates with a time",
    "date": "values are dates",
    "birth": "values are dates of grown-up people's birthdays",
    "clock": "values are times of day",
    "duration": "values are durations",
    "money": "values are amounts",
    "yes-no": "values are yes and no",
    "postcode": "values are postcodes",
    "number": "values are whole numbers",
    "id": "every value differs and is one word with digits",
    "name": "values are two to four capitalised words",
    "address": "values are streets with numbers",
    "status": "values are states of bookings",
    "choice": "a few words that return",
    "text": "values are long texts",
    "word": "values are short texts",
}
"""Shape to what is told of it."""


@dataclass(frozen=True)
class Shape:
    """What one column looks like."""

    name: str
    is_unique: bool = False
    filled: int = 0

    @property
    def said(self) -> str:
        """In words."""
        return WORDS[self.name]


def shape_of(values: Sequence[str], context: ParseContext) -> Shape:
    """The shape that most filled cells have."""
    filled = [text for value in values if (text := value.strip())]
    if not filled:
        return Shape("empty")
    distinct = len({text.casefold() for text in filled})
    is_unique = distinct == len(filled) and len(filled) > 1
    for name, test in _TESTS:
        if sum(map(test, filled)) >= _MOST * len(filled):
            return Shape(_closer(name, filled, context), is_unique, len(filled))
    if _is_mostly(filled, lambda text: _is_date(text, context)):
        return Shape(_date_kind(filled, context), is_unique, len(filled))
    if _is_mostly(filled, lambda text: _is_phone(text, context)):
        return Shape("phone", is_unique, len(filled))
    return Shape(_wordy(filled, distinct, is_unique=is_unique), is_unique, len(filled))


def date_order(columns: Sequence[Sequence[str]]) -> str | None:
    """``dmy`` or ``mdy`` where dates leave no other reading; ``None`` where they say nothing or both."""
    firsts, seconds = 0, 0
    for values in columns:
        for value in values:
            if match := _FIRST.match(value.strip()):
                firsts += int(match[1]) > 12
                seconds += int(match[2]) > 12
    if bool(firsts) == bool(seconds):
        return None
    return "dmy" if firsts else "mdy"


def _is_mostly(values: Sequence[str], test: Callable[[str], object]) -> bool:
    found = sum(1 for value in values if test(value))
    return found >= _MOST * len(values)


def _closer(name: str, filled: Sequence[str], context: ParseContext) -> str:
    """A run of digits is a phone where it can be one, and money has signs or pence."""
    if name == "number" and _is_mostly(filled, lambda text: _is_phone(text, context)):
        return "phone"
    return name


def _is_date(text: str, context: ParseContext) -> bool:
    if len(text) > len("Wednesday, 31 September 2026 10:00:00 AM UTC") or not any(
        letter.isdigit() for letter in text
    ):
        return False
    before = context.noticed.copy()
    PARSERS["time"](text, context)
    is_date = (
        context.noticed["unparsed-time", context.place] == before["unparsed-time", context.place]
    )
    context.noticed.clear()
    context.noticed.update(before)
    return is_date and not _INTEGER.fullmatch(text)


def _date_kind(filled: Sequence[str], context: ParseContext) -> str:
    moments = [str(PARSERS["time"](text, context)) for text in filled]
    context.noticed.clear()
    if sum("T" in moment for moment in moments) >= _MOST * len(moments):
        return "date-time"
    years = [int(moment[:4]) for moment in moments if moment[:4].isdigit()]
    is_past = years and sorted(years)[len(years) // 2] < context.today.year - 16
    return "birth" if is_past or any(moment.startswith("--") for moment in moments) else "date"


def _is_phone(text: str, context: ParseContext) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    plain = text.lstrip("'\\=")
    return 7 <= digits <= 15 and e164(plain, context.country) is not None


def _wordy(filled: Sequence[str], distinct: int, *, is_unique: bool) -> str:
    if is_unique and _is_mostly(filled, _TOKEN.fullmatch):
        return "id"
    if _is_mostly(filled, _STREET.fullmatch):
        return "address"
    if distinct <= _FEW_WORDS and _is_mostly(filled, is_status_word):
        return "status"
    if distinct <= _FEW_WORDS and len(filled) >= 2 * distinct:
        return "choice"
    if _is_mostly(filled, lambda text: _NAME.fullmatch(text) and text[:1].isupper()):
        return "name"
    average = sum(map(len, filled)) / len(filled)
    return "text" if average > _LONG else "word"


_TESTS = (
    ("email", lambda text: bool(_EMAIL.fullmatch(text))),
    ("url", lambda text: bool(_URL.fullmatch(text))),
    ("yes-no", lambda text: text.casefold() in _YES_NO),
    ("clock", lambda text: bool(_CLOCK.fullmatch(text))),
    ("postcode", lambda text: bool(_UK_POSTCODE.fullmatch(text))),
    ("money", lambda text: bool(_MONEY.fullmatch(text))),
    ("number", lambda text: bool(_INTEGER.fullmatch(text))),
    (
        "duration",
        lambda text: (
            not text.isdigit() and not _CLOCK.fullmatch(text) and minutes_of(text) is not None
        ),
    ),
)
