"""Dates in any written form, found in folded text by the check's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH_NUMBER = {name: n for n, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBER |= {name[:3]: n for n, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"  # noqa: SIM905
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_DAY_NUMBER = {name: n for n, name in enumerate(_UNITS, 1)} | {"thirtieth": 30, "thirty first": 31}
_DAY_NUMBER |= {f"twenty {name}": 20 + n for n, name in enumerate(_UNITS[:9], 1)}

_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")(?![a-z])\.?"
_WORD_DAY = "|".join(sorted((d.replace(" ", "[ -]") for d in _DAY_NUMBER), key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_WORD_DAY})"
_YEAR = r"(?:\d{4}|'?\d{2}(?![\d:]))"
_GAP = r"[\s,./_-]{0,3}"
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<iso>(?:1[89]|20)\d\d[-/._ ]\d{1,2}[-/._ ]\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<numbers>\d{1,2}[-/._ ]\d{1,2}[-/._ ](?:\d{4}|\d{2}))(?![\d])"
    r"|(?<!\d)(?P<run>\d{8})(?!\d)"
    r"|(?<![\d/])(?P<short>\d{1,2}/\d{1,2})(?![\d/])"
)
_IN_WORDS = re.compile(
    rf"(?<![a-z\d])(?P<day_first>{_DAY})(?:\s+of(?:\s+the)?)?{_GAP}(?P<month_after>{_MONTH})(?:{_GAP}(?P<year_a>{_YEAR}))?"
    rf"|(?<![a-z])(?P<month_first>{_MONTH}){_GAP}(?:the\s+)?(?P<day_after>{_DAY})(?![\d])(?:{_GAP}(?P<year_b>{_YEAR}))?"
)
_MONTH_BEGINS = re.compile(r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_BEFORE, _AFTER = 28, 48
"""How far from its month a date in words can reach."""


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text: the whole days it can mean, or the days of the year where no year is written."""

    start: int
    end: int
    days: tuple[date, ...]
    days_of_year: tuple[tuple[int, int], ...]
    is_doubtful: bool = False
    """A form that also means something else, as 3/12 does."""


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Every date in a folded text."""
    for match in _NUMERIC.finditer(text):
        yield from _read(match)
    done = 0
    for month in _MONTH_BEGINS.finditer(text):
        if month.start() < done:
            continue
        begin = max(done, month.start() - _BEFORE)
        for match in _IN_WORDS.finditer(text, begin, month.start() + _AFTER):
            yield from _read(match)
            done = match.end()


def _read(match: re.Match[str]) -> Iterator[WrittenDate]:
    days, parts = _meanings(match)
    if days or parts:
        yield WrittenDate(match.start(), match.end(), days, parts, _is_doubtful(match[0]))


def _is_doubtful(written: str) -> bool:
    """Three twelfths are months, and what may happen on day 2 need not be in May."""
    if re.fullmatch(r"\d{1,2}/\d{1,2}", written):
        return True
    return "may" in written and not re.search(r"\d{4}|\d(?:st|nd|rd|th)|[a-z]{5}", written)


def _meanings(match: re.Match[str]) -> tuple[tuple[date, ...], tuple[tuple[int, int], ...]]:
    found = match.groupdict()
    if match.re is _IN_WORDS:
        return _meanings_in_words(found)
    if found["iso"]:
        return _days([tuple(_numbers(found["iso"]))]), ()
    if found["run"]:
        run = found["run"]
        orders = [
            (run[:4], run[4:6], run[6:]),
            (run[4:], run[2:4], run[:2]),
            (run[4:], run[:2], run[2:4]),
        ]
        return _days([(int(y), int(m), int(d)) for y, m, d in orders]), ()
    if found["numbers"]:
        a, b, year = _numbers(found["numbers"])
        return _days([(y, m, d) for y in _years(year) for m, d in ((b, a), (a, b))]), ()
    a, b = _numbers(found["short"])
    return (), _parts([(b, a), (a, b)])


def _meanings_in_words(
    found: dict[str, str],
) -> tuple[tuple[date, ...], tuple[tuple[int, int], ...]]:
    month = _MONTH_NUMBER[(found["month_after"] or found["month_first"]).rstrip(".")]
    day = _day_number(found["day_first"] or found["day_after"])
    year_text = found["year_a"] or found["year_b"]
    days = _days([(y, month, day) for y in _years(int(year_text.strip("'")))]) if year_text else ()
    return (days, ()) if days else ((), _parts([(month, day)]))


def _numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", text)]


def _day_number(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else _DAY_NUMBER[text.replace("-", " ")]


def _years(year: int) -> tuple[int, ...]:
    return (year,) if year > 99 else (1900 + year, 2000 + year)


def _days(parts: list[tuple[int, ...]]) -> tuple[date, ...]:
    found: list[date] = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _parts(parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept = ((month, day) for month, day in parts if 1 <= month <= 12 and 1 <= day <= 31)
    return tuple(dict.fromkeys(kept))
