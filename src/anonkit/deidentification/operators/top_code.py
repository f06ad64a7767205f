"""Takes the extremes of a number together."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType


class TopCode(Operator):
    """The number itself up to `top`; beyond it only that it is beyond."""

    name: ClassVar[str] = "top_code"

    top: Decimal

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return f"kept up to {self.top}, what is more told as {self.top} or more"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only a number has a top."""
        del anonymised
        is_number = field.type in (FieldType.INTEGER, FieldType.DECIMAL)
        return [] if is_number else ["only a number has a top"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The number, or that it is beyond."""
        del case, context
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        if not number.is_finite():
            return None
        return f"{self.top} or more" if number >= self.top else f"{number:f}"
