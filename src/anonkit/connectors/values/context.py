"""What a value parser knows of the clinic, and where it says what it noticed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

DateOrder = Literal["dmy", "mdy"]


@dataclass
class ParseContext:
    """The clinic's habits: order of a date, time zone, country; and a tally of what was noticed."""

    order: DateOrder
    zone: ZoneInfo
    country: str
    """ISO 3166 code, for phone numbers without a country."""
    today: date
    """The day the source was pulled: a two-digit year of birth is never after it."""
    place: str = ""
    """The field at hand, ``table.field``: the engine sets it before it calls a parser."""
    noticed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note(self, code: str) -> None:
        """Counts one thing worth telling about the field at hand; never a value."""
        self.noticed[code, self.place] += 1

    def with_order(self, order: DateOrder | None) -> ParseContext:
        """The same context for dates that are written in another order; itself where none is named."""
        if order is None:
            return self
        return ParseContext(order, self.zone, self.country, self.today, self.place, self.noticed)
