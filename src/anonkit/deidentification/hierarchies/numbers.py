"""Counts and sums of money in ever wider bands."""

from __future__ import annotations

import re
from functools import partial

from anonkit.deidentification.hierarchies.base import SteppedHierarchy

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def count_band(text: str, starts: tuple[int, ...]) -> str | None:
    """The band a whole number falls into; the last is open."""
    if not text.isdigit():
        return None
    count = int(text)
    if count >= starts[-1]:
        return f"{starts[-1]} or more"
    if count < starts[0]:
        return f"under {starts[0]}"
    start = max(value for value in starts if value <= count)
    end = min(value for value in starts if value > count) - 1
    return str(start) if end == start else f"{start}-{end}"


def money_band(text: str, edges: tuple[int, ...]) -> str | None:
    """The band an amount falls into; a reversal keeps its sign."""
    if _NUMBER.fullmatch(text) is None:
        return None
    sign, amount = ("minus ", -float(text)) if text.startswith("-") else ("", float(text))
    if amount >= edges[-1]:
        return f"{sign}{edges[-1]} or more"
    end = min(edge for edge in edges if edge > amount)
    start = max((edge for edge in edges if edge <= amount), default=0)
    return f"{sign}{start} to under {end}"


FINE_MONEY = (50, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 3000)
MONEY_EDGES = (100, 250, 500, 1000, 2000)

COUNT = SteppedHierarchy(
    "count",
    (
        ("number, 12 and more together", partial(count_band, starts=tuple(range(13)))),
        ("1, 2-3, 4-6, 7 or more", partial(count_band, starts=(0, 1, 2, 4, 7))),
        ("1, 2 or more", partial(count_band, starts=(0, 1, 2))),
    ),
)
MONEY = SteppedHierarchy(
    "money",
    (
        ("in narrow bands", partial(money_band, edges=FINE_MONEY)),
        ("in wide bands", partial(money_band, edges=MONEY_EDGES)),
    ),
)
