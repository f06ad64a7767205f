"""Dates as notes write them, and the times that are no dates."""

from __future__ import annotations

from random import Random

from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.training.word_files import entries

_MONTHS = listed(
    "January February March April May June July August September October November December"
)
_DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_SHORT_DAYS = listed("Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun")
_ORDINALS = (
    *listed(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "twenty first",
    "twenty-second",
    "twenty third",
    "thirtieth",
    "thirty-first",
)


def date(draw: Random, jurisdiction: str) -> str:
    """A date finer than a year, in any form; a weekday may stand before it."""
    text = draw.choices(
        (_numeric, _short_numeric, _day_month, _month_day, _ordinal, _feast, _worded),
        (9, 9, 6, 6, 6, 2, 1),
    )[0](draw, jurisdiction)
    if draw.random() < 0.15 and not text.startswith("the "):
        return f"{draw.choice([*_SHORT_DAYS, *_DAYS])} {text}"
    return text.removeprefix("the ")


def month(draw: Random) -> str:
    """A month, alone or with its year."""
    name = draw.choice(_MONTHS)
    if draw.random() < 0.3:
        name = name[:3]
    kind = draw.random()
    if kind < 0.6:
        return name
    return f"{name} {_year(draw)}" if kind < 0.85 else f"{name} '{draw.randrange(18, 27)}"


def birth_date(draw: Random, jurisdiction: str) -> str:
    """A whole date of long ago."""
    day, place, year = draw.randrange(1, 29), draw.randrange(1, 13), draw.randrange(1930, 2006)
    first, second = (day, place) if jurisdiction == "uk" else (place, day)
    kind = draw.randrange(4)
    if kind == 0:
        return f"{day} {_MONTHS[place - 1][: draw.choice((3, 9))]} {year}"
    if kind == 1:
        return f"{year}-{place:02}-{day:02}"
    mark = draw.choice("///.-")
    shown = year if draw.random() < 0.6 else f"{year % 100:02}"
    if kind == 2:
        return f"{first:02}{mark}{second:02}{mark}{shown}"
    return f"{first}{mark}{second}{mark}{shown}"


def day_of_month(draw: Random) -> str:
    """A day without its month."""
    day = draw.randrange(1, 32)
    return f"{day}{_suffix(day)}"


def weekday(draw: Random) -> str:
    """A weekday, which alone is no date."""
    return draw.choice([*_DAYS, *_SHORT_DAYS])


def _year(draw: Random) -> int:
    return draw.randrange(2015, 2027)


def _numeric(draw: Random, jurisdiction: str) -> str:
    day, place, year = draw.randrange(1, 32), draw.randrange(1, 13), _year(draw)
    first, second = (day, place) if jurisdiction == "uk" else (place, day)
    mark = draw.choice("/////.-")
    width = draw.choice(("02", ""))
    shown = f"{year % 100:02}" if draw.random() < 0.65 else str(year)
    if draw.random() < 0.08:
        return f"{year}-{place:02}-{day:02}"
    return f"{first:{width}}{mark}{second:{width}}{mark}{shown}"


def _short_numeric(draw: Random, jurisdiction: str) -> str:
    day, place = draw.randrange(1, 32), draw.randrange(1, 13)
    first, second = (day, place) if jurisdiction == "uk" else (place, day)
    return f"{first}/{second}"


def _day_month(draw: Random, _: str) -> str:
    day, name = draw.randrange(1, 32), draw.choice(_MONTHS)
    name = name[:3] if draw.random() < 0.5 else name
    suffix = _suffix(day) if draw.random() < 0.5 else ""
    of = " of" if suffix and draw.random() < 0.4 else ""
    year = draw.choice(("", "", "", f" {_year(draw)}", f" {_year(draw) % 100:02}"))
    return f"{day}{suffix}{of} {name}{year}"


def _month_day(draw: Random, _: str) -> str:
    day, name = draw.randrange(1, 32), draw.choice(_MONTHS)
    name = name[:3] if draw.random() < 0.5 else name
    suffix = _suffix(day) if draw.random() < 0.3 else ""
    year = draw.choice(("", "", "", f", {_year(draw)}", f" {_year(draw)}"))
    return f"{name} {day}{suffix}{year}"


def _ordinal(draw: Random, _: str) -> str:
    return day_of_month(draw)


def _feast(draw: Random, jurisdiction: str) -> str:
    return draw.choice(entries(f"feasts_{jurisdiction}"))


def _worded(draw: Random, _: str) -> str:
    of = draw.choice(("of ", "of ", ""))
    return f"{draw.choice(_ORDINALS)} {of}{draw.choice(_MONTHS)}"


def _suffix(day: int) -> str:
    if 10 < day < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
