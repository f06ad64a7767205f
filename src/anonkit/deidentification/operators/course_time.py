"""Tells a date from the first visit and not by the calendar."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.course_time import canonical_date
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType

_DATES = (FieldType.DATE_TIME, FieldType.PARTIAL_DATE)


class CourseTime(Operator):
    """``first visit``, ``+2 weeks``, ``+3 months``, at the grain the release can hold."""

    name: ClassVar[str] = "course_time"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "told from the first visit, at the finest grain the release can hold"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only dates have a place in the course."""
        del anonymised
        return [] if field.type in _DATES else ["only dates have a place in the course"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The label."""
        return case.course_label(canonical_date(value), context.grain)
