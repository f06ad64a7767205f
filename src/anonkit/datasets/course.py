"""Where the visits of a course stand on its timeline, as far as their labels tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf

_AFTER = re.compile(r"\+(\d+)(?: to (\d+))? (day|week|month|quarter|year)s?(?: or more)?")
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25}
_BETWEEN = re.compile(r"between visits (\d+) and \d+")
_BEFORE = re.compile(
    r"(?:about )?(\d+)(?: to \d+)? (day|week|month|quarter|year)s? before the first visit"
)
_YEAR = re.compile(r"\d{4}")
_CLOSEST = 0.035
"""Two visits never stand closer than this share of the line."""


def days_after_first(label: str | None) -> float | None:
    """About how many days after the first visit the label says; ``None`` where it tells no distance."""
    if label is None:
        return None
    if label == "first visit":
        return 0.0
    found = _AFTER.fullmatch(label.strip())
    if found is None:
        return None
    return (int(found[1]) + int(found[2] or found[1])) / 2 * _DAYS[found[3]]


def place_among(label: str | None, visits: Mapping[int, str | None]) -> tuple[float, float]:
    """Where something stands that was at no visit, to be sorted among ``(number, 0)`` of the visits.

    `visits` are their labels by number. What does not say where it belongs comes last.
    """
    if label is None:
        return inf, 0.0
    if label.endswith("before the first visit"):
        return min(visits, default=1) - 0.5, -_days_before(label)
    between = _BETWEEN.fullmatch(label)
    if between:
        return int(between[1]) + 0.5, 0.0
    own = _told_time(label)
    later = [number for number, when in visits.items() if _is_later(_told_time(when), own)]
    return (min(later) - 0.5 if later else inf), 0.0


def _days_before(label: str) -> float:
    found = _BEFORE.fullmatch(label)
    if found:
        return int(found[1]) * _DAYS[found[2]]
    return inf if label.startswith("long") else 0.0


def _told_time(label: str | None) -> tuple[str, float] | None:
    """Days after the first visit, or a year; times of different kinds tell nothing of each other."""
    days = days_after_first(label)
    if days is not None:
        return "days", days
    return ("year", float(label)) if label is not None and _YEAR.fullmatch(label) else None


def _is_later(one: tuple[str, float] | None, other: tuple[str, float] | None) -> bool:
    return one is not None and other is not None and one[0] == other[0] and one[1] > other[1]


def course_places(labels: Sequence[str | None]) -> list[float]:
    """A place from 0 to 1 for each visit: to scale where every label tells a distance, else evenly spread."""
    if len(labels) < 2:
        return [0.0] * len(labels)
    days = [days_after_first(label) for label in labels]
    told = [day for day in days if day is not None]
    rising = len(told) == len(days) and told == sorted(told) and told[-1] > told[0]
    if not rising:
        return [round(place / (len(labels) - 1), 4) for place in range(len(labels))]
    return _spaced([(day - told[0]) / (told[-1] - told[0]) for day in told])


def _spaced(places: list[float]) -> list[float]:
    """The places, moved apart where they would lie on each other, and kept within the line."""
    closest = min(_CLOSEST, 1 / (len(places) - 1))
    moved = [places[0]]
    for place in places[1:]:
        moved.append(max(place, moved[-1] + closest))
    limit = 1.0
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - closest
    return [round(max(place, 0.0), 4) for place in moved]
