"""Moves all dates of one client by one number of days."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.course_time import shifted
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType

_DATES = (FieldType.DATE_TIME, FieldType.PARTIAL_DATE)


class ShiftDates(Operator):
    """The date moved by the case's own offset, up to a year either way; gaps stay as they are."""

    name: ClassVar[str] = "shift_dates"

    whole_weeks: bool = False
    """Keeps the weekday."""

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "moved by one number of days per case; gaps stay, so the result is pseudonymised"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Gaps between dates single people out, so a shift never makes anonymous."""
        faults = [] if field.type in _DATES else ["only dates can be shifted"]
        if anonymised:
            faults.append("shifted dates keep the gaps that identify: use course_time")
        return faults

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The moved date."""
        del context
        return shifted(value, case.identity.seed.day_offset(whole_weeks=self.whole_weeks))
