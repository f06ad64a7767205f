"""Dates as people know them: whole, or without the day, or without the year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?|--(?P<m>\d{2})-(?P<d>\d{2})",
    re.ASCII,
)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which some parts may be unknown; text form ``1984-05-17``, ``1984-05``, ``1984``, ``--05-17``."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and (self.month is None or self.day is None):
            raise ValueError("a date without a year needs month and day")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise ValueError("year out of range")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError("month out of range")
        # 29 February stands in a year that has one when the year itself is unknown.
        if (
            self.day is not None
            and not 1 <= self.day <= monthrange(self.year or 2000, self.month or 1)[1]
        ):
            raise ValueError("day out of range")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date that a canonical text stands for; `ValueError` (without the text) where it is none."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError("not a canonical date")
        part = found.groupdict()
        if part["m"]:
            return cls(None, int(part["m"]), int(part["d"]))
        return cls(
            int(part["year"]),
            *(int(part[name]) if part[name] else None for name in ("month", "day")),
        )

    def __str__(self) -> str:
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}"
        parts = [f"{self.year:04d}"] + [
            f"{part:02d}" for part in (self.month, self.day) if part is not None
        ]
        return "-".join(parts)

    @property
    def is_whole(self) -> bool:
        """Whether day, month and year are known."""
        return self.year is not None and self.day is not None

    @property
    def earliest(self) -> date | None:
        """The first day it can be; ``None`` without a year."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date | None:
        """The last day it can be; ``None`` without a year."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def age_on(birth: PartialDate, day: date) -> int | None:
    """Completed years on `day`, taking the youngest the partial date allows; ``None`` without a year.

    The youngest is the careful reading where adulthood is at stake.
    """
    born = birth.latest
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
