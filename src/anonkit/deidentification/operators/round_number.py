"""Rounds a number, and takes the extremes together."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import ClassVar

from pydantic import Field as Parameter

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType


class RoundNumber(Operator):
    """The nearest multiple of `to`; beyond `top` only that it is beyond."""

    name: ClassVar[str] = "round_number"

    to: Decimal = Parameter(gt=0)
    top: Decimal | None = None

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        beyond = "" if self.top is None else f", {self.top} and more together"
        return f"rounded to the nearest {self.to}{beyond}"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only a number can be rounded."""
        del anonymised
        is_number = field.type in (FieldType.INTEGER, FieldType.DECIMAL)
        return [] if is_number else ["only a number can be rounded"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The rounded number."""
        del case, context
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        if not number.is_finite():
            return None
        if self.top is not None and number >= self.top:
            return f"{self.top} or more"
        steps = (number / self.to).to_integral_value(rounding=ROUND_HALF_EVEN)
        return f"{(steps * self.to).normalize() + 0:f}"
