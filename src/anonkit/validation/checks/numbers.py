"""Numbers, doses, scores and device settings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_INTEGER = re.compile(r"-?\d+")
_SCALE = re.compile(r"\D*(-?\d+(?:\.\d+)?)\s*(?:-|–|to|/|\.\.)\s*(\d+(?:\.\d+)?)\D*")


def is_decimal(text: str) -> bool:
    """Whether it is digits with an optional minus sign and point."""
    return _DECIMAL.fullmatch(text) is not None


def is_integer(text: str) -> bool:
    """Whether it is digits with an optional minus sign."""
    return _INTEGER.fullmatch(text) is not None


def number(text: str) -> Decimal | None:
    """The number of a canonical text; ``None`` where it is none."""
    if not is_decimal(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def is_between(text: str, least: float | None, most: float | None) -> bool:
    """Whether a number lies within both bounds; a text that is no number is not judged here."""
    found = number(text)
    if found is None:
        return True
    return (least is None or found >= Decimal(str(least))) and (
        most is None or found <= Decimal(str(most))
    )


def is_within_scale(score: str, scale: str) -> bool:
    """Whether a score lies on a scale written ``1-5``, ``0 to 10`` or ``/5``; another scale is not judged."""
    value = number(score)
    bounds = _SCALE.fullmatch(scale.strip())
    if value is None:
        return True
    if bounds is None:
        top = re.fullmatch(r"/?\s*(\d+)", scale.strip())
        return top is None or 0 <= value <= Decimal(top[1])
    return Decimal(bounds[1]) <= value <= Decimal(bounds[2])


def is_plausible_dose(
    values: Mapping[str, str | None], limits: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether the quantity is within the first limit whose patterns fit the row; without one it is not judged.

    A limit holds patterns for columns under ``where``, and ``most`` and perhaps ``least``.
    """
    quantity = number(values.get("quantity") or "")
    if quantity is None:
        return True
    for limit in limits:
        if all(_fits(values.get(column), pattern) for column, pattern in limit["where"].items()):
            return Decimal(str(limit.get("least", 0))) <= quantity <= Decimal(str(limit["most"]))
    return True


def _fits(value: str | None, pattern: str) -> bool:
    return value is not None and re.fullmatch(pattern, value.strip(), re.IGNORECASE) is not None


def settings_within(text: str, limits: Mapping[str, Sequence[float]]) -> bool:
    """Whether every device setting whose name a limit's pattern fits has its first number within the limit."""
    try:
        settings = json.loads(text)
    except ValueError:
        return True
    if not isinstance(settings, dict):
        return True
    return all(_setting_within(str(name), value, limits) for name, value in settings.items())


def _setting_within(name: str, value: object, limits: Mapping[str, Sequence[float]]) -> bool:
    found = re.search(
        r"-?\d+(?:\.\d+)?", str(value.get("value") if isinstance(value, dict) else value)
    )
    if found is None:
        return True
    for pattern, (least, most) in limits.items():
        if re.fullmatch(pattern, name.strip(), re.IGNORECASE):
            return least <= float(found[0]) <= most
    return True
