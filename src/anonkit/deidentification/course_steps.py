"""Distances from the first visit in steps that widen as they grow, and the days that a label stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from math import ceil
from pathlib import Path

import yaml

Days = tuple[int, int]
"""The first and the last day, counted from the first visit, that a label may stand for."""

FIRST_VISIT = "first visit"
DAYS_A_MONTH = 30.4375
DAYS_A_YEAR = 365.25
NO_END = 1_000_000
ANY_LATER_DAY: Days = (1, NO_END)
ANY_DAY: Days = (-NO_END, NO_END)

_FILE = Path(__file__).parent / "hierarchies" / "data" / "course_steps.yaml"
_DISTANCE = re.compile(r"\+(\d+) (week|month|year)s?")
_UNIT_DAYS = {"week": 7.0, "month": DAYS_A_MONTH, "year": DAYS_A_YEAR}
_FIXED: dict[str, Days] = {
    FIRST_VISIT: (0, 0),
    "the same week": (1, 3),
    "within 2 weeks": (1, 15),
    "within 6 weeks": (1, 45),
    "within half a year": (1, 182),
}


def step_words(days: int) -> str:
    """The step that so many days after the first visit lie in, in words."""
    starts, words = _steps()
    return words[max(bisect_right(starts, days) - 1, 0)]


def days_of_label(label: str | None) -> Days:
    """The days after the first visit that a label of course time may stand for; any where it tells none."""
    if label is None:
        return ANY_DAY
    if label in _FIXED:
        return _FIXED[label]
    if label in _days_of_step():
        return _days_of_step()[label]
    found = _DISTANCE.fullmatch(label)
    if found is not None:
        unit = _UNIT_DAYS[found[2]]
        number = int(found[1])
        return ceil(unit * (number - 0.5)), ceil(unit * (number + 0.5)) - 1
    return ANY_LATER_DAY if label.startswith("visit ") else ANY_DAY


@cache
def _steps() -> tuple[list[int], list[str]]:
    table = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["steps"]
    return [int(step["from"]) for step in table], [str(step["words"]) for step in table]


@cache
def _days_of_step() -> dict[str, Days]:
    starts, words = _steps()
    ends = [*(start - 1 for start in starts[1:]), NO_END]
    return dict(zip(words, zip(starts, ends, strict=True), strict=True))
