"""Cuts a US ZIP code to three digits where enough people live there."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.hierarchies import zip3_of
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field


class Zip3(Operator):
    """Three digits from the census allow-list, else ``000``; what is no ZIP code is removed."""

    name: ClassVar[str] = "zip3"

    def column_name(self, field: Field) -> str:
        """Always ``zip3``."""
        del field
        return "zip3"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "first three digits where more than 20,000 people live there, else 000"

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The three digits."""
        del case, context
        return zip3_of(value)
