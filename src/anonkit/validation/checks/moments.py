"""Canonical dates and date-times as comparable moments, partial ones as the span they can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from anonkit.model import PartialDate, age_on

# A space between date and time, a missing offset or a week date would each parse, and none is canonical.
_TIME_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
_DAY_FORM = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Moment:
    """The first and last local day a text can mean, and the instant where it tells one."""

    first: date
    last: date
    instant: datetime | None = None


@lru_cache(maxsize=65536)
def partial_date(text: str) -> PartialDate | None:
    """The date of a canonical text; ``None`` where it is none."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def date_time(text: str) -> datetime | None:
    """The instant of a canonical date-time with its offset; ``None`` for anything else."""
    if _TIME_FORM.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def moment(text: str) -> Moment | None:
    """When a canonical date or date-time is; ``None`` without a year or in another form."""
    time = date_time(text)
    if time is not None:
        return Moment(time.date(), time.date(), time)
    day = partial_date(text)
    if day is None or day.earliest is None or day.latest is None:
        return None
    return Moment(day.earliest, day.latest)


def is_date(text: str) -> bool:
    """Whether it is a canonical date, whole or partial."""
    return partial_date(text) is not None


def is_date_time(text: str) -> bool:
    """Whether it is a canonical date-time, or a whole bare date."""
    if _DAY_FORM.fullmatch(text):
        return partial_date(text) is not None
    return date_time(text) is not None


def is_certainly_after(later: str, earlier: str, spare_days: int = 0) -> bool:
    """Whether no reading of the two lets `later` come before or with `earlier`, give or take some days."""
    one, other = moment(later), moment(earlier)
    if one is None or other is None:
        return False
    spare = timedelta(days=spare_days)
    if one.instant is not None and other.instant is not None:
        return one.instant.astimezone(UTC) > other.instant.astimezone(UTC) + spare
    return one.first > other.last + spare


def hours_between(start: str, end: str) -> float | None:
    """Hours from start to end; ``None`` unless both are instants."""
    one, other = date_time(start), date_time(end)
    if one is None or other is None:
        return None
    return (other - one).total_seconds() / 3600


def days_between(start: str, end: str) -> int | None:
    """The fewest days from start to end that the two allow; ``None`` where either has no year."""
    one, other = moment(start), moment(end)
    if one is None or other is None:
        return None
    return (other.first - one.last).days


def youngest_age(birth: str, at: str) -> int | None:
    """Completed years at that moment, the youngest that a partial birth date allows."""
    born, when = partial_date(birth), moment(at)
    if born is None or when is None:
        return None
    return age_on(born, when.first)


def oldest_age(birth: str, at: str) -> int | None:
    """Completed years at that moment, the oldest that a partial birth date allows."""
    born, when = partial_date(birth), moment(at)
    if born is None or born.earliest is None or when is None:
        return None
    return age_on(PartialDate.parse(born.earliest.isoformat()), when.last)
