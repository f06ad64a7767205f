"""Names a row, or the row it points at, within its case."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, IdentifierClass


class CaseRow(Operator):
    """``treatments-2``: the table and a number within the case, in no source's order."""

    name: ClassVar[str] = "case_row"

    def column_name(self, field: Field) -> str:
        """``row`` for the row itself; ``treatment_row`` for what ``treatment_key`` points at."""
        return "row" if field.name == "row_key" else f"{field.name.removesuffix('_key')}_row"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "replaced by the row's number within the case"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only a key points at a row."""
        del anonymised
        is_key = field.identifier_class is IdentifierClass.KEY
        return [] if is_key else ["only a key names a row"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The row's name; nothing where the row is not in the case."""
        del context
        return case.row_by_key.get(value)
