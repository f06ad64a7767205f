"""Puts the case number in place of the client's key."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, IdentifierClass


class CaseNumber(Operator):
    """The case number: random, the same in every table, another in the next series."""

    name: ClassVar[str] = "case_number"

    def column_name(self, field: Field) -> str:
        """Always ``case``."""
        del field
        return "case"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "replaced by the case number"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only a key points at a client."""
        del anonymised
        is_key = field.identifier_class is IdentifierClass.KEY
        return [] if is_key else ["only a key points at a client"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The number of the case the row is in."""
        del value, context
        return case.number
