"""Removes a value; the result has no such column."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field


class Suppress(Operator):
    """Leaves nothing, not even the column."""

    name: ClassVar[str] = "suppress"
    keeps_column: ClassVar[bool] = False

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "removed"

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """Nothing."""
        del value, case, context
        return None
