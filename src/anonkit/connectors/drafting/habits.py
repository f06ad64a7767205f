"""How a country writes dates and phones, where no workspace says it."""

from __future__ import annotations

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from anonkit.connectors.values import ParseContext

Jurisdiction = Literal["uk", "us"]


def habits_of(jurisdiction: Jurisdiction, today: date) -> ParseContext:
    """The context in which values are looked at."""
    if jurisdiction == "uk":
        return ParseContext("dmy", ZoneInfo("Europe/London"), "GB", today)
    return ParseContext("mdy", ZoneInfo("America/New_York"), "US", today)
