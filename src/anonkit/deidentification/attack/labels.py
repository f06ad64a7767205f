"""What a told label may stand for: intervals, open ends, sets, masks, steps of hierarchies, or anything."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from math import inf

ANYTHING = frozenset(
    (
        "*",
        "**",
        "***",
        "any",
        "all",
        "?",
        "suppressed",
        "[suppressed]",
        "redacted",
        "unknown",
        "left out",
    )
)
_N = r"(-?\d+(?:\.\d+)?)"
_BETWEEN = re.compile(
    rf"\s*([\[(\]]?)\s*{_N}\s*(?:;|,|–|—|-|\.\.|:| to | bis )\s*{_N}\s*([\])\[]?)\s*"
)
_COMMA = re.compile(r"[;,]")
_UNDER_TOP = re.compile(rf"\s*(minus )?{_N} to under {_N}\s*")
_FROM = re.compile(
    rf"\s*(?:{_N}\s*(?:\+|or more|and (?:over|more|above|older))|(?:>=|≥|at least|from)\s*{_N})\s*"
)
_OVER = re.compile(rf"\s*(?:>|over|more than|above)\s*{_N}\s*")
_UNDER = re.compile(rf"\s*(?:<|under|fewer than|less than|below)\s*{_N}\s*")
_UP_TO = re.compile(rf"\s*(?:<=|≤|up to|at most)\s*{_N}\s*|\s*{_N}\s*or (?:less|fewer|under)\s*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DECADE = re.compile(r"(\d{3})0s")
_MASK = re.compile(r"[\w -]*[\w]([*xX#?]+)")


@dataclass(frozen=True)
class Region:
    """What a label admits: a stretch of numbers, words, or texts with a beginning and a length."""

    is_anything: bool = False
    low: float | None = None
    high: float | None = None
    is_low_open: bool = False
    is_high_open: bool = False
    words: frozenset[str] = frozenset()
    beginning: str = ""

    @property
    def is_stretch(self) -> bool:
        """Whether it is a stretch of numbers wider than a point."""
        return self.low is not None and self.low != self.high


@cache
def region_of(label: str | None) -> Region:
    """How an intruder reads a label; a missing or suppressed one admits anything."""
    if label is None or label.strip().casefold() in ANYTHING or not label.strip():
        return Region(is_anything=True)
    text = label.strip()
    stretch = _stretch(text)
    # The ends of an interval are no members of a set.
    members = _members(text) if stretch is None else ()
    words = frozenset(word.casefold() for word in (text, *members))
    mask = _MASK.fullmatch(text)
    beginning = text[: mask.start(1)].casefold() if mask else ""
    if stretch is None:
        return Region(words=words, beginning=beginning)
    low, high, low_open, high_open = stretch
    return Region(False, low, high, low_open, high_open, words, beginning)


def as_number(text: str | None) -> float | None:
    """The number a text is, or ``None``."""
    found = _NUMBER.fullmatch(text.strip()) if text else None
    return float(found[0]) if found else None


def _stretch(text: str) -> tuple[float, float, bool, bool] | None:
    plain = text.casefold()
    number = as_number(plain)
    if number is not None:
        return number, number, False, False
    if found := _DECADE.fullmatch(plain):
        return float(found[1] + "0"), float(found[1] + "9"), False, False
    if found := _UNDER_TOP.fullmatch(plain):
        low, high = float(found[2]), float(found[3])
        return (-high, -low, True, False) if found[1] else (low, high, False, True)
    if found := _BETWEEN.fullmatch(plain):
        low, high = float(found[2]), float(found[3])
        # Without a bracket two numbers and a comma are a set.
        is_set = not found[1] and not found[4] and bool(_COMMA.search(plain))
        if low <= high and not is_set:
            return low, high, found[1] in ("(", "]"), found[4] in (")", "[")
    return _open_ended(plain)


def _open_ended(plain: str) -> tuple[float, float, bool, bool] | None:
    for pattern, is_from, is_open in (
        (_FROM, True, False),
        (_OVER, True, True),
        (_UNDER, False, True),
        (_UP_TO, False, False),
    ):
        if found := pattern.fullmatch(plain):
            number = float(next(part for part in found.groups() if part is not None))
            return (number, inf, is_open, False) if is_from else (-inf, number, False, is_open)
    return None


def _members(text: str) -> tuple[str, ...]:
    """The members of a set of values, however it is written."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list):
            return tuple(str(each).strip() for each in found)
    inner = text.strip("{}[]()")
    for separator in ("|", ";", ","):
        if separator in inner:
            return tuple(part.strip().strip("'\"") for part in inner.split(separator))
    return ()
