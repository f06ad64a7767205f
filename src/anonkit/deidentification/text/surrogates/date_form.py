"""Reads a date out of the form it is written in, and writes another in the same form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.recognisers.date_words import (
    MONTH,
    MONTH_NUMBER,
    MONTHS,
    ORDINAL_WORD,
    WEEKDAY,
    WEEKDAYS,
)
from anonkit.deidentification.text.surrogates.shapes import like_case

_TOKEN = re.compile(
    rf"(?P<weekday>(?<![a-z]){WEEKDAY}(?![a-z]))|(?P<month>(?<![a-z]){MONTH}(?![a-z]))|"
    rf"(?P<word>(?<![a-z]){ORDINAL_WORD}(?![a-z]))|(?P<number>\d+)(?P<suffix>st|nd|rd|th)?",
    re.IGNORECASE,
)
_DATE_SHAPE = re.compile(
    r"(?:19|20)\d\d(?P<gap>[-/.])(?P<month>\d\d?)(?P=gap)(?P<day>\d\d?)|"
    r"(?P<day2>\d\d?)(?P<gap2>[-/.])(?P<month2>\d\d?)(?P=gap2)(?:19|20)?\d\d"
)
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
# A year to reckon in where none is written: not a leap year, so 29 February never comes out.
_PLAIN_YEAR = 2023


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    """day, month, year, weekday or rest."""
    surface: str
    suffix: str = ""


def is_date_shaped(surface: str) -> bool:
    """Whether a number is written as nothing but a date is: parted, with a month and a year."""
    found = _DATE_SHAPE.fullmatch(surface.strip())
    if found is None:
        return False
    day, month = (int(found[g] or found[g + "2"]) for g in ("day", "month"))
    return 1 <= min(day, month) <= 12 and max(day, month) <= 31


def shift_written(surface: str, days: int, month_first: bool) -> str | None:
    """The date moved by some days in the form it has, or None where it cannot be read."""
    parts = _parts(surface, month_first)
    if parts is None:
        return None
    day, month, year = (_value(parts, kind) for kind in ("day", "month", "year"))
    if day is None and month is None:
        return None
    start = _start(day, month, year)
    moved = start + timedelta(days=days)
    is_padded = _is_padded(parts)
    # Of a whole date the weekday is known, however the writer had it.
    turn = None if None in (day, month, year) else moved.weekday()
    return "".join(_written(part, moved, days, is_padded, turn) for part in parts)


def _is_padded(parts: list[_Part]) -> bool:
    """Whether days and months below ten are written with a nought before them."""
    figures = [p for p in parts if p.kind in ("day", "month", "year") and p.surface.isdigit()]
    if any(p.surface.startswith("0") and p.kind != "year" for p in figures):
        return True
    is_year_first = bool(figures) and figures[0].kind == "year" and len(figures[0].surface) == 4
    is_compact = any(
        a.kind != "rest" and b.kind != "rest" and a in figures and b in figures
        for a, b in pairwise(parts)
    )
    return is_year_first or is_compact


def _start(day: int | None, month: int | None, year: int | None) -> date:
    full_year = _full_year(year) if year is not None else _PLAIN_YEAR
    first = date(min(max(full_year, 1890), 2110), month or 6, 1)
    # A day that does not exist (31 June) is read as the month's last.
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day or 15, last.day))


def _full_year(year: int) -> int:
    if year >= 100:
        return year
    return 2000 + year if year <= 40 else 1900 + year


def _parts(surface: str, month_first: bool) -> list[_Part] | None:
    parts: list[_Part] = []
    end = 0
    for match in _TOKEN.finditer(surface):
        if match.start() > end:
            parts.append(_Part("rest", surface[end : match.start()]))
        parts.append(_part(match))
        end = match.end()
    parts.append(_Part("rest", surface[end:]))
    return _with_roles(parts, month_first)


def _part(match: re.Match[str]) -> _Part:
    for kind in ("weekday", "month"):
        if match.group(kind):
            return _Part(kind, match.group(kind))
    if match.group("word"):
        return _Part("day", match.group("word"))
    return _Part(
        "day" if match.group("suffix") else "number",
        match.group("number"),
        match.group("suffix") or "",
    )


def _with_roles(parts: list[_Part], month_first: bool) -> list[_Part] | None:
    """Says which number is the day, the month, the year."""
    places = [i for i, p in enumerate(parts) if p.kind == "number"]
    if len(places) == 1 and len(parts[places[0]].surface) in (6, 8):
        return _compact(parts, places[0], month_first)
    has_month = any(p.kind == "month" for p in parts)
    has_day = any(p.kind == "day" for p in parts)
    roles = _roles([parts[i].surface for i in places], has_month, has_day, month_first)
    if roles is None:
        return None
    for place, role in zip(places, roles, strict=True):
        parts[place] = _Part(role, parts[place].surface)
    return parts


def _roles(
    numbers: list[str], has_month: bool, has_day: bool, month_first: bool
) -> list[str] | None:
    values = [int(n) for n in numbers]
    if any(v > 31 and len(n) < 2 for v, n in zip(values, numbers, strict=True)):
        return None
    if has_month:
        return _roles_beside_month(numbers, has_day)
    if len(numbers) == 3:
        if len(numbers[0]) == 4:
            return ["year", "month", "day"]
        if (
            len(numbers[2]) == 2
            and values[2] <= 31
            and values[0] in range(13, 32)
            and values[1] <= 12
            and values[0] >= 20
            and values[2] < 20
            and values[0] > 22
        ):
            return ["year", "month", "day"] if month_first else ["day", "month", "year"]
        return [*_day_and_month(values[0], values[1], month_first), "year"]
    if len(numbers) == 2:
        if len(numbers[0]) == 4:
            return ["year", "month"]
        if len(numbers[1]) == 4:
            return ["month", "year"]
        return _day_and_month(values[0], values[1], month_first)
    if len(numbers) == 4:
        return ["day", *_day_and_month(values[1], values[2], month_first), "year"]
    if len(numbers) == 1:
        return ["day"] if values[0] <= 31 and not has_day else (["year"] if has_day else None)
    return [] if not numbers else None


def _roles_beside_month(numbers: list[str], has_day: bool) -> list[str] | None:
    roles: list[str] = []
    for number in numbers:
        is_year = (
            len(number) == 4 or int(number) > 31 or has_day or ("day" in roles and len(numbers) > 1)
        )
        roles.append("year" if is_year else "day")
    return roles


def _day_and_month(first: int, second: int, month_first: bool) -> list[str]:
    if first > 12:
        return ["day", "month"]
    if second > 12 or month_first:
        return ["month", "day"]
    return ["day", "month"]


def _compact(parts: list[_Part], place: int, month_first: bool) -> list[_Part]:
    digits = parts[place].surface
    if len(digits) == 8 and digits[:2] in ("19", "20"):
        cuts = [("year", digits[:4]), ("month", digits[4:6]), ("day", digits[6:])]
    else:
        first, second = _day_and_month(int(digits[:2]), int(digits[2:4]), month_first)
        cuts = [(first, digits[:2]), (second, digits[2:4]), ("year", digits[4:])]
    return [*parts[:place], *(_Part(kind, text) for kind, text in cuts), *parts[place + 1 :]]


def _value(parts: list[_Part], kind: str) -> int | None:
    for part in parts:
        if part.kind != kind:
            continue
        if part.surface.isdigit():
            value = int(part.surface)
            limit = {"day": 31, "month": 12, "year": 9999}[kind]
            return min(max(value, 1), limit) if kind != "year" else value
        if kind == "month":
            return MONTH_NUMBER[fold(part.surface)[:3]]
        ordinal = re.sub(r"[ -]+", "-", fold(part.surface))
        return _ORDINALS.index(ordinal) + 1 if ordinal in _ORDINALS else None
    return None


def _written(part: _Part, moved: date, days: int, is_padded: bool, turn: int | None) -> str:
    """One part of the form, of the new date; `turn` is its weekday where that is known."""
    if part.kind == "day":
        return _day(part, moved.day, is_padded)
    if part.kind == "month":
        return _month(part, moved.month, is_padded)
    if part.kind == "year":
        return f"{moved.year}" if len(part.surface) == 4 else f"{moved.year % 100:02d}"
    return _weekday(part.surface, days, turn) if part.kind == "weekday" else part.surface


def _day(part: _Part, day: int, is_padded: bool) -> str:
    if not part.surface.isdigit():
        return like_case(part.surface, _ORDINALS[day - 1])
    number = f"{day:02d}" if is_padded else str(day)
    return number + (like_case(part.suffix, _suffix(day)) if part.suffix else "")


def _month(part: _Part, month: int, is_padded: bool) -> str:
    if part.surface.isdigit():
        return f"{month:02d}" if is_padded else str(month)
    name = MONTHS[month - 1].capitalize()
    is_short = len(part.surface) <= 4 and fold(part.surface) not in ("june", "july")
    short = "Sept" if part.surface.lower() == "sept" and month == 9 else name[:3]
    return like_case(part.surface, short if is_short else name)


def _weekday(surface: str, days: int, turn: int | None) -> str:
    key = fold(surface)
    index = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(key[:2]))
    moved = (index + days) % 7 if turn is None else turn
    if moved == index:
        return surface
    name = WEEKDAYS[moved].capitalize()
    plural = "s" if key.endswith("days") else ""
    return like_case(surface, name + plural if len(key.rstrip("s")) > 5 else name[:3])


def _suffix(day: int) -> str:
    if 10 <= day % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
