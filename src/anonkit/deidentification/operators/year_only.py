"""Leaves the year of a date."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.course_time import canonical_date
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType

_DATES = (FieldType.DATE_TIME, FieldType.PARTIAL_DATE)
_TELLING_AGE = 90


class YearOnly(Operator):
    """The year, unless it is so long ago that it shows an age over 89."""

    name: ClassVar[str] = "year_only"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "year only"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only dates have a year."""
        del anonymised
        return [] if field.type in _DATES else ["only dates have a year"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The year."""
        return told_year(value, case, context.as_of)


def told_year(value: str, case: Case, as_of: date | None) -> str | None:
    """The year of a canonical date; ``None`` where it is unknown or shows an age over 89."""
    when = canonical_date(value)
    if when is None or when.year is None:
        return None
    last = case.course.visits[-1] if case.course.visits else as_of
    if last is not None and last.year - when.year >= _TELLING_AGE:
        return None
    return f"{when.year:04d}"
