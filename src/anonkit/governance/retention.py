"""Until when a clinic has to keep a client's records.

The years are the clinic's own setting, counted from the last treatment; where nobody was treated, from the
last contact. Sources: UK notices and the Limitation Act 1980 s. 11A (ten years); a person treated under 18:
until the 25th birthday, the 26th where they were 17 at the end (private and voluntary health care rules of
England); US: state law, for a minor the years are counted from the 18th birthday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anonkit.model import PartialDate, age_on

ADULT_AGE = 18
_UK_MINOR_UNTIL, _UK_SEVENTEEN_UNTIL = 25, 26


@dataclass(frozen=True)
class Contact:
    """When a client was last treated, last seen or written of, and when they were born, as far as known."""

    treated: date | None = None
    seen: date | None = None
    born: PartialDate | None = None

    @property
    def last(self) -> date | None:
        """The day from which the years are counted."""
        return self.treated or self.seen

    def joined(self, other: Contact) -> Contact:
        """Of two rows of one person the later contact."""
        return Contact(
            _later(self.treated, other.treated),
            _later(self.seen, other.seen),
            self.born or other.born,
        )


def keep_until(contact: Contact, years: int, jurisdiction: str) -> date | None:
    """The last day on which the records have to be kept; ``None`` where no contact is known: kept."""
    if contact.last is None:
        return None
    until = years_later(contact.last, years)
    born = contact.born.latest if contact.born else None
    age = age_on(contact.born, contact.last) if contact.born else None
    if born is None or age is None or age >= ADULT_AGE:
        return until
    if jurisdiction == "uk":
        birthday = _UK_SEVENTEEN_UNTIL if age == ADULT_AGE - 1 else _UK_MINOR_UNTIL
        return max(until, years_later(born, birthday))
    return max(until, years_later(born, ADULT_AGE + years))


def years_later(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the first of March where there is none."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, month=3, day=1)


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)
