"""Date-times in the forms that exports hold, to ISO 8601 in the clinic's zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from anonkit.connectors.values.context import ParseContext
from anonkit.connectors.values.dates import find_date
from anonkit.connectors.values.words import minutes_of

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<day>.*?)[,T ]*\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))? ?"
    r"(?P<half>[ap])?\.?(?:m\b\.?)?(?P<zone> ?(?:UTC|GMT|Z))?",
    re.IGNORECASE,
)
_HOUR_ONLY = re.compile(r"(?P<day>.*?)[, ]+(?P<hour>\d{1,2}) ?(?P<half>[ap])\.?m\.?", re.IGNORECASE)


def parse_time(text: str, context: ParseContext) -> str:
    """The moment with its offset in the clinic's zone, or a bare date where no time is given.

    A local time that does not exist, or exists twice, is read as the earlier offset says and told.
    """
    return _parsed(text, context, context.zone)


def parse_time_utc(text: str, context: ParseContext) -> str:
    """As `parse_time`, for a column whose times are UTC without saying so."""
    return _parsed(text, context, UTC)


def add_minutes(moment: str, duration: str) -> str | None:
    """The moment a duration later, in the same zone rules as UTC; ``None`` where either has no time."""
    minutes = minutes_of(duration)
    if minutes is None or "T" not in moment:
        return None
    return (datetime.fromisoformat(moment) + timedelta(minutes=minutes)).isoformat()


def in_zone(moment: str, zone: ZoneInfo) -> str:
    """The same moment with the offset the zone has then."""
    return datetime.fromisoformat(moment).astimezone(zone).isoformat()


def _parsed(text: str, context: ParseContext, zone: tzinfo) -> str:
    found = text.strip()
    if day := find_date(found, context):
        return str(day)
    moment = _from_iso(found) or _from_words(found, context)
    if moment is None:
        context.note("unparsed-time")
        return found
    if moment.tzinfo is not None or zone is UTC:
        known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return known.astimezone(context.zone).isoformat()
    return _local(moment, context).isoformat()


def _from_iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    zone = (match[3] or "").upper()
    offset = "+00:00" if zone in {"Z", "UTC"} else zone
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{offset}")
    except ValueError:
        return None


def _from_words(text: str, context: ParseContext) -> datetime | None:
    match = _CLOCK.fullmatch(text) or _HOUR_ONLY.fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    day = find_date(part["day"].strip(" ,"), context)
    clock = _clock(part)
    if day is None or clock is None or not day.is_whole or day.earliest is None:
        return None
    zone = UTC if part.get("zone") else None
    return datetime.combine(day.earliest, clock, tzinfo=zone)


def _clock(part: dict[str, str | None]) -> time | None:
    hour = int(part["hour"] or 0)
    half = (part.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        # Some spreadsheets write 13:30 PM; the hour says it already.
        return None if hour > 23 or half == "a" else time(hour, int(part.get("minute") or 0))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(part.get("minute") or 0), int(part.get("second") or 0))
    except ValueError:
        return None


def _local(moment: datetime, context: ParseContext) -> datetime:
    early = moment.replace(tzinfo=context.zone, fold=0)
    late = moment.replace(tzinfo=context.zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        back = early.astimezone(UTC).astimezone(context.zone)
        context.note(
            "time-exists-twice" if back.replace(tzinfo=None) == moment else "time-does-not-exist"
        )
        return back
    return early
